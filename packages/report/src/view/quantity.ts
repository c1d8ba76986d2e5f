/** Which of a result's two numbers is shown. */
export type Quantity = 'effect' | 'importance';
