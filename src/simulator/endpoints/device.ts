import { decodeBase64 } from '../checks/base64.js';
import type { SessionRecord } from '../state/records.js';

const noVersion = { major: 0, minor: 0, patch: 0, profile: '' };

/** The `device` of E6: what the device said about itself when it opened the session. */
export function describeDevice(session: SessionRecord): Record<string, unknown> {
  const info = decodeBase64(session.deviceInfo) ?? '';
  const text = (key: string) => field(info, key) ?? null;
  const count = (key: string) => Number(field(info, key) ?? 0) || 0;
  return {
    type: text('primaryHardwareType') ?? 'Unknown',
    model: text('model'),
    version: version(field(info, 'version')),
    hardware: {
      name: text('model'),
      vendor: text('vendor') ?? text('manufacturer'),
      version: noVersion,
      manufacturer: text('manufacturer'),
    },
    operatingSystem: {
      name: text('osName'),
      family: text('osFamily') ?? text('osName'),
      vendor: text('osVendor'),
      version: version(field(info, 'osVersion')),
    },
    browser: {
      name: text('browserName'),
      vendor: text('browserVendor'),
      version: version(field(info, 'browserVersion')),
      userAgent: session.userAgent || null,
      originalUserAgent: session.userAgent || null,
    },
    display: {
      width: count('displayWidth'),
      height: count('displayHeight'),
      ppi: count('displayPpi'),
      name: 'DISPLAY',
      vendor: null,
      version: null,
      diagonalSize: field(info, 'diagonalScreenSize') ?? null,
    },
    applicationId: text('applicationId'),
    connection: {
      ipAddress: session.address,
      port: field(info, 'connectionPort') ?? '0',
      secure: field(info, 'connectionSecure') === 'true',
      type: text('connectionType'),
    },
  };
}

/** Reads one member without parsing, since the published payload is broken JSON (D43). */
export function field(info: string, key: string): string | undefined {
  const value = new RegExp(`"${key}"\\s*:\\s*(?:"([^"]*)"|([\\w.+-]+))`).exec(info);
  return value?.[1] ?? value?.[2];
}

function version(text: string | undefined): typeof noVersion {
  const [major, minor, patch] = (text?.match(/\d+/g) ?? []).map(Number);
  return { major: major ?? 0, minor: minor ?? 0, patch: patch ?? 0, profile: '' };
}
