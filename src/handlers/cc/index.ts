import type { Feature } from '../../dispatch/feature.ts';
import { ccCommand } from './command.ts';
import { copyJob } from './copy.ts';
import { ccFormActions } from './form.ts';
import { type CcParts, COPY_QUEUE } from './parts.ts';
import { pickerActions } from './picker.ts';

/** Copying (抄送) an approval instance to people. */
export const ccFeature = (parts: CcParts): Feature => ({
  commands: [ccCommand(parts)],
  actions: { ...pickerActions(parts), ...ccFormActions(parts) },
  jobs: { [COPY_QUEUE]: copyJob(parts) },
});
