export const info = {
  model: 'AppleTV',
  version: '5,3',
  osName: 'tvOS',
  osVersion: '11.0',
  connectionType: 'LAN',
} as const;

export const softwareStatement = 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln';
