/** Bodies for the routes of mappings: a small format in JSON, and one message of it. */
export const CONTROL_MAPPING_EXAMPLES = {
  putControlMapping: {
    title: 'Cases of the region',
    form: 'json',
    messages: 'cases[*]',
    fields: {
      op: { paths: ['action'], codes: { N: 'raise', U: 'update', X: 'cancel' } },
      controlRef: { paths: ['id'], required: true },
      version: { paths: ['revision'] },
      kind: { paths: ['code'], codes: { CHOKE: 'choking', ARREST: 'cardiac-arrest' } },
      priority: { paths: ['level'], codes: { '1': 'life-threatening', '2': 'urgent' } },
      calledAt: { paths: ['called'], format: 'DD/MM/YYYY hh:mm', timeZone: 'Europe/London' },
      lat: { paths: ['place/lat'] },
      lon: { paths: ['place/lon'] },
    },
    outgoing: {
      mediaType: 'application/json',
      skeleton: {
        id: '{{controlRef}}',
        state: '{{status}}',
        people: [{ $each: 'responders', id: '{{responderId}}', state: '{{responderStatus}}' }],
      },
      codes: { status: { active: 'OPEN', closed: 'DONE' } },
    },
  },
  tryControlMapping: { document: '{"cases": [{"id": "A1", "action": "X", "revision": 2}]}' },
};
