/**
 * For 127.0.0.1 until 2119, signed by itself and by nobody whom a browser or Node trusts. Made by
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=127.0.0.1 -addext
 * subjectAltName=IP:127.0.0.1`; the key guards nothing.
 */
export const selfSignedCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrMRRMOyzJFLiLj31
rZpbXt9rxE9pzUB54PnctCDaSGqhRANCAATnmv6QviIZTjigaPbF88MbnrGsh4AC
FOcS5RmQM8lYSAopUx9uSgnI4SWDJyRJYi7DMyN1ukpMhuO3UoQUuDdl
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUUjnVQiJvcVwsWxt/M/SuJJKp+ZYwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTIwMDEwMTAwMDAwMFoYDzIxMTkxMjA4
MDAwMDAwWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATnmv6QviIZTjigaPbF88MbnrGsh4ACFOcS5RmQM8lYSAopUx9uSgnI
4SWDJyRJYi7DMyN1ukpMhuO3UoQUuDdlo2QwYjAdBgNVHQ4EFgQUroKI59hO85KS
quJHcs9m24e+DVMwHwYDVR0jBBgwFoAUroKI59hO85KSquJHcs9m24e+DVMwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IDulguCJrTPJI6MrimqW/AgUbrpyPOVydl+BvolKPpqoAiEA83mIeIkFccL1tYmJ
9eAbX4oEnHdVIWyiqrIKbzV44PY=
-----END CERTIFICATE-----`,
}
