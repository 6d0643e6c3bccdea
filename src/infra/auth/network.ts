import { isIPv6 } from 'node:net';

/** Groups of 16 bits in the half of an IPv6 address that names a network (RFC 4291, 2.5.4). */
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/**
 * The network that whoever sends from an address has to themselves: of IPv6 the first 64 bits, since every subscriber
 * has all the addresses below them; of IPv4 the address.
 *
 * @param address as Node has it: `192.0.2.1`, `::ffff:192.0.2.1`, `2001:db8::1%eth0`
 * @returns `192.0.2.1`, `2001:db8:0:0::/64`; what is no IPv6 address as it was
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.toLowerCase().split('%');
  if (!isIPv6(plain)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = [], tail = []] = plain.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  // An IPv4 address at the end stands for two groups.
  const written = head.length + tail.length + (plain.includes('.') ? 1 : 0);
  const groups = [...head, ...Array<string>(Math.max(0, GROUPS - written)).fill('0'), ...tail];
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
