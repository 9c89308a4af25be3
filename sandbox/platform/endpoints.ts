import { abilityEndpoints } from './application/ability.ts';
import { changeConfigEndpoints } from './application/change-config.ts';
import { deviceFlowEndpoints } from './application/device-flow.ts';
import { publishEndpoints } from './application/publish.ts';
import { rangeEndpoints } from './application/ranges.ts';
import { readEndpoints } from './application/read.ts';
import { scanPageEndpoints } from './application/scan-page.ts';
import { scopesEndpoints } from './application/scopes.ts';
import { slashCommandEndpoints } from './application/slash-commands.ts';
import { cancelEndpoints } from './approval/cancel.ts';
import { ccEndpoints } from './approval/cc.ts';
import { createEndpoints } from './approval/create.ts';
import { definitionEndpoints } from './approval/definitions.ts';
import { districtEndpoints } from './approval/districts.ts';
import { instanceEndpoints } from './approval/instances.ts';
import { previewEndpoints } from './approval/preview.ts';
import { queryInstancesEndpoints } from './approval/query-instances.ts';
import { queryTasksEndpoints } from './approval/query-tasks.ts';
import { searchCcEndpoints } from './approval/search-cc.ts';
import { uploadEndpoints } from './approval/upload.ts';
import { historicCcEndpoints } from './approval/v2/cc.ts';
import { historicCreateEndpoints } from './approval/v2/create.ts';
import { authEndpoints } from './auth/endpoints.ts';
import { botEndpoints } from './bot/endpoints.ts';
import { departmentEndpoints } from './contact/departments.ts';
import { contactEndpoints } from './contact/endpoints.ts';
import { findIdsEndpoints } from './contact/find-ids.ts';
import { membershipEndpoints } from './contact/memberships.ts';
import { externalDefinitionEndpoints } from './external/definitions.ts';
import { externalInstanceEndpoints } from './external/instances.ts';
import { externalTaskEndpoints } from './external/tasks.ts';
import type { Endpoint } from './http/endpoint.ts';
import { getEndpoints } from './im/get.ts';
import { patchEndpoints } from './im/patch.ts';
import { resourceEndpoints } from './im/resource.ts';
import { sendEndpoints } from './im/send.ts';
import { longConnectionEndpoints } from './long-connection/discovery.ts';

/** Everything that the sandbox emulates; the rest is answered with 501. */
export const endpoints: readonly Endpoint[] = [
  ...authEndpoints,
  ...longConnectionEndpoints,
  ...botEndpoints,
  ...findIdsEndpoints,
  ...departmentEndpoints,
  ...membershipEndpoints,
  ...contactEndpoints,
  ...sendEndpoints,
  ...patchEndpoints,
  ...getEndpoints,
  ...resourceEndpoints,
  ...definitionEndpoints,
  ...ccEndpoints,
  ...previewEndpoints,
  ...createEndpoints,
  ...cancelEndpoints,
  ...uploadEndpoints,
  ...districtEndpoints,
  ...searchCcEndpoints,
  ...queryInstancesEndpoints,
  ...queryTasksEndpoints,
  ...instanceEndpoints,
  ...historicCcEndpoints,
  ...historicCreateEndpoints,
  ...externalDefinitionEndpoints,
  ...externalInstanceEndpoints,
  ...externalTaskEndpoints,
  ...deviceFlowEndpoints,
  ...scanPageEndpoints,
  ...scopesEndpoints,
  ...rangeEndpoints,
  ...readEndpoints,
  ...changeConfigEndpoints,
  ...abilityEndpoints,
  ...publishEndpoints,
  ...slashCommandEndpoints,
];
