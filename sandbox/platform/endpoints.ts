import { ccEndpoints } from './approval/cc.ts';
import { definitionEndpoints } from './approval/definitions.ts';
import { instanceEndpoints } from './approval/instances.ts';
import { queryInstancesEndpoints } from './approval/query-instances.ts';
import { queryTasksEndpoints } from './approval/query-tasks.ts';
import { searchCcEndpoints } from './approval/search-cc.ts';
import { authEndpoints } from './auth/endpoints.ts';
import { botEndpoints } from './bot/endpoints.ts';
import { contactEndpoints } from './contact/endpoints.ts';
import type { Endpoint } from './http/endpoint.ts';
import { getEndpoints } from './im/get.ts';
import { patchEndpoints } from './im/patch.ts';
import { sendEndpoints } from './im/send.ts';
import { longConnectionEndpoints } from './long-connection/discovery.ts';

/** Everything that the sandbox emulates; the rest is answered with 501. */
export const endpoints: readonly Endpoint[] = [
  ...authEndpoints,
  ...longConnectionEndpoints,
  ...botEndpoints,
  ...contactEndpoints,
  ...sendEndpoints,
  ...patchEndpoints,
  ...getEndpoints,
  ...definitionEndpoints,
  ...ccEndpoints,
  ...searchCcEndpoints,
  ...queryInstancesEndpoints,
  ...queryTasksEndpoints,
  ...instanceEndpoints,
];
