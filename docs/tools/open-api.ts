import { openApiDocument } from '../../src/service/open-api.js';
import type { Generated } from './generated.js';

/** The document of the programmer service's routes. */
export const openApi = async (): Promise<Generated> => ({
  sections: new Map(),
  files: [
    {
      path: 'docs/api/openapi.json',
      content: `${JSON.stringify(openApiDocument(), null, 2)}\n`,
    },
  ],
  folders: [],
});
