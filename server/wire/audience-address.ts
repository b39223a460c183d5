/** Response of `audience.json`: where the audience reaches a deck. */
export interface AudienceAddress {
  /** Undefined where only this machine reaches it. */
  readonly address?: string;
}
