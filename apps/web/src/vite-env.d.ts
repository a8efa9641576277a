interface ImportMetaEnv {
  /** Issuers that this build accepts in `/config.json`, separated by commas. */
  readonly VITE_ALLOWED_ISSUERS?: string
}
