export const INSTANCES_PATH = '/external/instances';
export const OPEN_API_PATH = '/external/openapi.json';
/** Of one push. */
export const MOST_PUSH_MIB = 2;
