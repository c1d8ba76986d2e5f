/** Where repositories are asked for. */
export interface HubServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** Undefined also where the connection would not keep it secret. */
  readonly accessToken: string | undefined;
  /** What a user gives it by, in words. */
  readonly tokenOption: string;
  /** Milliseconds before the first retry; each later pause is twice as long. */
  readonly firstPause: number;
}
