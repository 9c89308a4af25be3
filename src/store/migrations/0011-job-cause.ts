/** The event because of which a job was added, as JSON. */
export const jobCause = ['alter table job add column cause text'];
