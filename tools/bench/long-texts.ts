/** A text in which one sentence determines what the model says at its end. */
export interface LongText {
  readonly paragraphs: readonly string[];
  /** The sentence, which stands in one of the paragraphs. */
  readonly cause: string;
  /** Its last word, which the model says. */
  readonly answer: string;
  /** What stands after the paragraphs, up to the answer. */
  readonly question: string;
}

/** For models of ordinary English; 512 tokens of SmolLM2's. */
export const ordinaryText: LongText = {
  paragraphs: [
    'The library stood at the end of a narrow street behind the market. In the mornings the baker left warm bread on the ' +
      'wooden steps. A tall clock near the entrance had not worked for many years. Children came after school and read about ' +
      'ships and distant islands. The librarian kept a small garden with roses behind the building. On rainy days the roof ' +
      'made a soft and steady sound. A black cat slept on the chair beside the largest window.',
    'Every spring the town council sent two painters to repair the doors. They drank their coffee in the yard and talked ' +
      'about football. One of them had once been a sailor and knew many songs. The other painter preferred to work in the ' +
      'evening, when it was quiet. They finished the last door on a Friday and left their ladder behind. Nobody came to fetch ' +
      'it until the end of the summer. In the meantime the boys of the street used it to reach the cherries.',
    'Down in the cellar the older papers were kept in three iron boxes. The password of the old archive is Falcon. A thick layer ' +
      'of dust covered the shelves along the northern wall. Twice a year a historian from the capital came to look at the ' +
      'maps. She wore white gloves and wrote with a very short pencil. Her train always left a few minutes before ' +
      'noon. The man at the station knew her well and always kept a seat for her.',
    'In winter the readers moved their chairs closer to the stove. The wood came from the forest on the other side of the ' +
      'river. An old teacher brought apples from his orchard and shared them with everyone. He had taught mathematics to half ' +
      'of the people in the room. When the snow was deep, the postman arrived on skis. The newspaper was then two days late, ' +
      'but no one complained. They played chess until the fire went out and the windows turned dark.',
    'Last year the roof was covered with new tiles. The mayor gave a speech and the school choir sang three songs. Since then ' +
      'more visitors have come from the villages around the lake. Some of them stay until the lamps are lit in the street. The ' +
      'librarian counts the books, waters the flowers and locks the door. Then she walks home along the river with the black ' +
      'cat behind her. At the bridge they stop for a while and look at the boats. A small light burns in ' +
      'one of them, and somebody on board is cooking soup for the whole hungry crew tonight.',
  ],
  cause: 'The password of the old archive is Falcon.',
  answer: 'Falcon',
  question: '\n\nQuestion: What is the password of the old archive?\nAnswer: The password of the old archive is',
};

const everyday = [
  'The weather was fine that day.',
  'The clock on the wall had stopped.',
  'The lights went out for a minute.',
  'A letter had come that morning.',
  'The bus was full of people.',
  'Someone was knocking at the door.',
  'The newspaper was lying on the table.',
  'The neighbors had just come home.',
].join(' ');

/** Of the tiny model's small world, some 140 tokens: it knows the cause if only a little stands between. */
export const tinyText: LongText = {
  paragraphs: [everyday, `${everyday} Anna put the key in the kitchen. The weather was fine that day.`],
  cause: 'Anna put the key in the kitchen.',
  answer: 'kitchen',
  question: ' Now the key is in the',
};
