/** The addresses that open an instance; `default` is for clients that have none of their own. */
export interface InstanceLinks {
  default: string;
  pc: string;
  ios: string;
  android: string;
}
