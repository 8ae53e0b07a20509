type Or<T extends string> = T | (string & {});

/**
 * What `X-Device-Info` tells of the streaming device (`appendix-headers-x-device-info`). Missing or
 * wrong values make the platform unknown, with stricter rules.
 */
export interface DeviceInfo {
  readonly primaryHardwareType?: Or<
    | 'Camera'
    | 'DataCollectionTerminal'
    | 'Desktop'
    | 'EmbeddedNetworkModule'
    | 'eReader'
    | 'GamesConsole'
    | 'GeolocationTracker'
    | 'Glasses'
    | 'MediaPlayer'
    | 'MobilePhone'
    | 'PaymentTerminal'
    | 'PluginModem'
    | 'SetTopBox'
    | 'TV'
    | 'Tablet'
    | 'WirelessHotspot'
    | 'Wristwatch'
    | 'VehicleMultimediaSystem'
    | 'Projector'
    | 'Unknown'
  >;
  readonly model: string;
  readonly version: string;
  readonly manufacturer?: string;
  readonly vendor?: string;
  readonly osName: Or<
    | 'Android'
    | 'Chrome OS'
    | 'Linux'
    | 'Mac OS'
    | 'OS X'
    | 'OpenBSD'
    | 'Roku OS'
    | 'Windows'
    | 'iOS'
    | 'tvOS'
    | 'webOS'
  >;
  readonly osFamily?: Or<
    | 'Android'
    | 'BSD'
    | 'Linux'
    | 'PlayStation OS'
    | 'Roku OS'
    | 'Symbian'
    | 'Tizen'
    | 'Windows'
    | 'iOS'
    | 'tvOS'
    | 'macOS'
    | 'webOS'
  >;
  readonly osVendor?: Or<
    | 'Amazon'
    | 'Apple'
    | 'Google'
    | 'LG'
    | 'Microsoft'
    | 'Mozilla'
    | 'Nintendo'
    | 'Nokia'
    | 'Roku'
    | 'Samsung'
    | 'Sony'
    | 'Tizen Project'
  >;
  readonly osVersion: string;
  readonly browserName?: Or<
    | 'Android Browser'
    | 'Chrome'
    | 'Edge'
    | 'Firefox'
    | 'Internet Explorer'
    | 'Opera'
    | 'Safari'
    | 'SeaMonkey'
    | 'Symbian Browser'
  >;
  readonly browserVendor?: Or<
    | 'Amazon'
    | 'Apple'
    | 'Google'
    | 'Microsoft'
    | 'Motorola'
    | 'Mozilla'
    | 'Netscape'
    | 'Nintendo'
    | 'Nokia'
    | 'Samsung'
    | 'Sony Ericsson'
  >;
  readonly browserVersion?: string;
  readonly userAgent?: string;
  /** Pixels. */
  readonly displayWidth?: number;
  /** Pixels. */
  readonly displayHeight?: number;
  readonly displayPpi?: number;
  /** Inches. */
  readonly diagonalScreenSize?: number;
  readonly connectionIp?: string;
  readonly connectionPort?: number | string;
  readonly connectionType: Or<'WiFi' | 'LAN' | '3G' | '4G' | '5G'>;
  readonly connectionSecure?: boolean;
  readonly applicationId?: string;
}
