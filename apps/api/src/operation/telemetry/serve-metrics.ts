import { createServer } from 'node:http'
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { listen } from '../listen.ts'
import { measureProcess } from './process-metrics.ts'
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts'

export interface ServedMetrics {
  readonly url: string
  readonly metrics: RequestMetrics
  close(): Promise<void>
}

/**
 * Serves metrics for Prometheus at `/metrics`, on a port of their own that the load balancer does not publish.
 *
 * @throws Error one sentence when the port cannot be had.
 */
export async function serveMetrics(host: string, port: number): Promise<ServedMetrics> {
  const exporter = new PrometheusExporter({
    preventServerStart: true,
    withoutScopeInfo: true,
    withoutTargetInfo: true,
  })
  const provider = new MeterProvider({ readers: [exporter] })
  const meter = provider.getMeter('lifeguard')
  const stopMeasuring = measureProcess(meter)

  const server = createServer((req, res) => {
    if (req.method === 'GET' && req.url === '/metrics') exporter.getMetricsRequestHandler(req, res)
    else res.writeHead(404).end()
  })
  const close = async () => {
    stopMeasuring()
    server.close()
    server.closeAllConnections()
    await provider.shutdown()
  }

  try {
    const origin = await listen(server, { host, port, setting: 'METRICS_PORT' })
    return { url: `${origin}/metrics`, metrics: createRequestMetrics(meter), close }
  } catch (error) {
    await close()
    throw error
  }
}
