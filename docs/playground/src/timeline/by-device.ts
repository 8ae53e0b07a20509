import type { Lane, Row } from '../session/row.js';

/** What stands outside of every device. */
const isOutside = (lane: Lane) => lane === 'adobe';

const within = (lane: Lane, device: string): Lane => (isOutside(lane) ? lane : device);

/**
 * Where there are several devices, a lane for each: the machines of a device, and whoever acts on it, are in
 * its lane, by their names.
 */
export function byDevice(rows: readonly Row[]): readonly Row[] {
  const devices = new Set(rows.flatMap(({ device }) => (device === undefined ? [] : [device])));
  if (devices.size < 2) return rows;
  return rows.map((row) => {
    const { device, from, to, actor } = row;
    if (device === undefined) return row;
    const own = isOutside(to) ? undefined : to;
    const name = actor ?? (own === 'app' ? undefined : own);
    return {
      ...row,
      from: within(from, device),
      to: within(to, device),
      ...(name !== undefined && { actor: name }),
    };
  });
}
