import { release } from 'node:os';
import type { DeviceInfo } from '../../client/index.js';
import { version } from '../version.js';

/** What the server is told of this machine. */
export function thisDevice(platform: string): DeviceInfo {
  const names: Readonly<Record<string, string>> = { darwin: 'Mac OS', win32: 'Windows' };
  return {
    primaryHardwareType: 'Desktop',
    model: 'tve-auth-flow',
    version: version(),
    osName: names[platform] ?? 'Linux',
    osVersion: release(),
    connectionType: 'LAN',
  };
}
