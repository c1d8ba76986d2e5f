/** Ordinary English, as far from what the tiny models were trained on as from any one vocabulary. */
export const texts: readonly string[] = [
  'The capital of France is Paris, and the river that runs through it is the Seine.',
  'My friend Anna visited Rome in 2019; she said that the food was unforgettable.',
  'A model is asked what comes next, and then it is asked again with one word replaced by another.',
  'Researchers measured the temperature of the ocean at 300 places (some of them twice) during the winter.',
  '"Nobody told me about the meeting," he replied quietly, "so I went home and slept."',
  'Unhappiness is not the opposite of happiness: the two can be felt on the same afternoon.',
  'The committee postponed its decision until Thursday because several members were travelling.',
  'If the train leaves at 7:45, we will arrive in Vienna before dark; otherwise take the bus.',
];
