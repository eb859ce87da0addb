/** Plain things to test with; see there. */
export * from '#core/examples';
export * from '#core/plan-examples';
