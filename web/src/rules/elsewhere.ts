/** Which paths of this address are not the app's: the server answers them itself, or they are files. */

const SERVED = /^\/(api|assets|docs|health|mails|metrics|problems|unsubscribe)(\/|$)/;
const FILE = /\.[^/]*$/;

export function servedElsewhere(path: string): boolean {
  return SERVED.test(path) || FILE.test(path);
}
