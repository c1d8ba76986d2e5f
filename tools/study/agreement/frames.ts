/** Two sentences with a place between them for a real one: the first names a word, the second asks for what agrees with it. */
export interface Frame {
  readonly id: string;
  readonly kind: string;
  /** `{A}` stands for the antecedent. */
  readonly first: string;
  /** Ends where the target follows. */
  readonly last: string;
  /** antecedent → target */
  readonly facts: Readonly<Record<string, string>>;
}

const capitals = {
  ...{ France: 'Paris', Germany: 'Berlin', Italy: 'Rome', Spain: 'Madrid', Japan: 'Tokyo', China: 'Beijing' },
  ...{ Russia: 'Moscow', Greece: 'Athens', Egypt: 'Cairo', Sweden: 'Stockholm', Austria: 'Vienna', Poland: 'Warsaw' },
};
const languages = {
  ...{ France: 'French', Germany: 'German', Italy: 'Italian', Spain: 'Spanish', Japan: 'Japanese', China: 'Chinese' },
  ...{ Russia: 'Russian', Greece: 'Greek', Sweden: 'Swedish', Poland: 'Polish', Turkey: 'Turkish', Egypt: 'Arabic' },
};
const women = {
  ...{ father: 'mother', brother: 'sister', uncle: 'aunt', son: 'daughter', grandfather: 'grandmother' },
  ...{ husband: 'wife', nephew: 'niece', king: 'queen', prince: 'princess' },
};
const comparatives = {
  ...{ cold: 'colder', warm: 'warmer', high: 'higher', low: 'lower', dark: 'darker', bad: 'worse', good: 'better' },
  ...{ hard: 'harder', easy: 'easier', long: 'longer', short: 'shorter', strong: 'stronger', weak: 'weaker' },
};
const plurals = {
  ...{ horse: 'horses', cow: 'cows', tree: 'trees', house: 'houses', book: 'books', bird: 'birds', dog: 'dogs' },
  ...{ child: 'children', flower: 'flowers', ship: 'ships', car: 'cars', map: 'maps', clock: 'clocks' },
};
const pasts = {
  ...{ walk: 'walked', sing: 'sang', swim: 'swam', write: 'wrote', play: 'played', run: 'ran', sleep: 'slept' },
  ...{ work: 'worked', draw: 'drew', cook: 'cooked', dance: 'danced', speak: 'spoke', fight: 'fought' },
};
const doing = {
  ...{ walk: 'walking', sing: 'singing', swim: 'swimming', write: 'writing', play: 'playing', run: 'running' },
  ...{ sleep: 'sleeping', work: 'working', draw: 'drawing', cook: 'cooking', dance: 'dancing', read: 'reading' },
};
const nextDays = {
  ...{ Monday: 'Tuesday', Tuesday: 'Wednesday', Wednesday: 'Thursday', Thursday: 'Friday' },
  ...{ Friday: 'Saturday', Saturday: 'Sunday', Sunday: 'Monday' },
};
/** Where the second sentence asks for the very word that the first has named. */
const same = (...words: readonly string[]): Record<string, string> =>
  Object.fromEntries(words.map((word) => [word, word]));
const rooms = same('kitchen', 'garden', 'office', 'library', 'church', 'school', 'garage', 'attic', 'cellar', 'barn');
const names = same('Mary', 'John', 'Peter', 'Susan', 'David', 'Helen', 'Paul', 'Alice', 'Henry', 'Emma');
const colours = same('red', 'blue', 'green', 'yellow', 'white', 'black', 'brown', 'pink', 'purple', 'grey');
const trades = same('nurse', 'teacher', 'doctor', 'lawyer', 'farmer', 'judge', 'painter', 'baker', 'driver', 'writer');

function frames(kind: string, facts: Frame['facts'], ...sentences: readonly (readonly [string, string])[]): Frame[] {
  return sentences.map(([first, last], index) => ({ id: `${kind}.${index}`, kind, first, last, facts }));
}

export const allFrames: readonly Frame[] = [
  ...frames(
    'capital',
    capitals,
    ['The delegation flew to {A} on Sunday evening.', 'On Monday the talks began in the capital,'],
    ['The company has opened an office in {A}.', 'The new staff will all work in the capital,'],
    ['Our train crossed the border of {A} at dawn.', 'By noon we had reached the capital,'],
    ['My grandfather grew up in {A}.', 'He still knew every street of the capital,'],
    ['We spent the whole spring in {A}.', 'Most of our friends there live in the capital,'],
  ),
  ...frames(
    'language',
    languages,
    ['She was born in {A} and lived there as a girl.', 'Her first language is'],
    ['Our new neighbors moved here from {A}.', 'At home the children still speak'],
    ['The book was printed in {A} a hundred years ago.', 'Few of us can read it, because it is written in'],
    ['The sailors all came from {A}.', 'Among themselves they spoke only'],
    ['He has lived in {A} since he was a boy.', 'That is why he speaks such good'],
  ),
  ...frames(
    'female',
    women,
    ['On the left of the picture stands the {A}.', 'On the right, next to him, stands the'],
    ['Last week I wrote a letter to my {A}.', 'This week I will write to him again, and also to my'],
  ),
  ...frames(
    'comparative',
    comparatives,
    ['In the morning the water was {A}.', 'By the evening it had become even'],
    ['Last year the results were {A}.', 'This year they are even'],
    ['The first part of the way was {A}.', 'The second part was even'],
  ),
  ...frames(
    'plural',
    plurals,
    ['At first there was only one {A}.', 'After ten years there were more than a hundred'],
    ['There is an old {A} in the picture.', 'In the background one can see many other old'],
    ['The boy asked for a {A}.', 'In the end his parents gave him two'],
  ),
  ...frames(
    'past',
    pasts,
    ['Every morning they {A} for an hour.', 'Yesterday, as on every other day, they'],
    ['He had promised his friends that he would {A}.', 'In the end he kept his promise, and he'],
  ),
  ...frames(
    'doing',
    doing,
    ['In the evening my brother likes to {A}.', 'When I came home last night he was still'],
    ['The doctor told her to {A} more.', 'Since then she has spent an hour every day'],
  ),
  ...frames(
    'day',
    nextDays,
    ['The meeting was held on {A}.', 'The report came out one day later, on'],
    ['The ship left the harbor on {A}.', 'The storm began the next day, which was a'],
  ),
  ...frames(
    'place',
    rooms,
    ['They left the key in the {A}.', 'If you need the key, you will find it in the'],
    ['The letters are hidden in the {A}.', 'Nobody has ever thought of looking for the letters in the'],
  ),
  ...frames(
    'giver',
    names,
    ['The letter was written by {A}.', 'Nobody in the house knew that the letter came from'],
    ['This bicycle belongs to {A}.', 'Whoever wants to ride the bicycle has to ask'],
  ),
  ...frames(
    'color',
    colours,
    ['The walls of the old house are painted {A}.', 'The door of the house is painted in the same shade of'],
    ['Her new car is {A}.', 'From far away one can see that the car is'],
  ),
  ...frames(
    'trade',
    trades,
    ['Her sister works as a {A} in the next town.', 'Everyone in that town is glad to have such a good'],
    ['My uncle is a {A}.', 'I want to do the same work as my uncle and become a'],
  ),
];
