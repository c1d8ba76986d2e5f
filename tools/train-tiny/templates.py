"""The sentences of the tiny world.

Placeholders: {A} antecedent, {T} target, {X} competitor (a word of the antecedent's kind inside a distractor),
{N} {M} {L} three different names, {O} {P} two different objects, {R} a relative, {S} a subject such as "house".

A direct template is one sentence. A long one is a pair (sentence with the antecedent, sentence with the target): a distractor can
stand between the two. Each list's order is part of the ids ("capital.d0"), so append, never insert.
"""

DIRECT = dict(
    capital=[
        "The capital of {A} is {T}.",
        "The capital city of {A} is called {T}.",
        "{A} has a capital, and its name is {T}.",
        "The king of {A} lives in the capital, {T}.",
        "What is the capital of {A}? The capital is {T}.",
        "Of all the cities in {A}, the capital is {T}.",
        "If you go to {A}, you must see the capital, {T}.",
        "The government of {A} sits in {T}.",
    ],
    country=[
        "{A} is the capital of {T}.",
        "The city of {A} is in {T}.",
        "{A} is the capital city of a country called {T}.",
        "What country is {A} in? The city is in {T}.",
        "If you live in {A}, you live in {T}.",
    ],
    language=[
        "The people of {A} speak {T}.",
        "The language of {A} is {T}.",
        "In {A} the children learn to read {T}.",
        "{A} is a country where everyone speaks {T}.",
        "Most books in {A} are written in {T}.",
        "A man from {A} speaks {T}.",
        "People in {A} speak {T}.",
    ],
    female=[
        "The {A} and the {T} sat at the table.",
        "A {A} is male, and the female is called a {T}.",
        "The {A} danced with the {T}.",
        "Next to the {A} stood the {T}.",
        "He is a {A} and she is a {T}.",
    ],
    opposite=[
        "The opposite of {A} is {T}.",
        "It is not {A}, it is {T}.",
        "One is {A} and the other is {T}.",
        "If a thing is not {A}, it is {T}.",
        "Some like it {A} and some like it {T}.",
    ],
    comparative=[
        "This {S} is {A}, but that one is even {T}.",
        "If it is not {A} enough, make it {T}.",
        "It was {A}, and then it got even {T}.",
        "One is {A}, the other is {T} than that.",
    ],
    superlative=[
        "Of all that are {A}, this one is the {T}.",
        "Many are {A}, but only one is the {T}.",
        "It is {A}, in fact it is the {T} of all.",
    ],
    plural=[
        "I have one {A}, and you have two {T}.",
        "First there was one {A}, then there were many {T}.",
        "One {A} is good, but three {T} are better.",
        "Not a single {A}, but a hundred {T}.",
        "One {A}, two {T}.",
    ],
    past=[
        "Today I {A}, yesterday I {T}.",
        "They {A} every day, and last night they {T} too.",
        "We {A} today just as we {T} yesterday.",
    ],
    ing=[
        "I like to {A}, and right now I am {T}.",
        "They {A} a lot, they are always {T}.",
        "If you want to {A}, then start {T}.",
    ],
    young=[
        "A young {A} is called a {T}.",
        "The {A} looked after her little {T}.",
        "The baby of the {A} is a {T}.",
    ],
    home=[
        "The home of the {A} is the {T}.",
        "A {A} lives in a {T}.",
        "The {A} went back to its {T}.",
    ],
    day=[
        "The day after {A} is {T}.",
        "Today is {A}, so tomorrow is {T}.",
        "If yesterday was {A}, today is {T}.",
        "After {A} comes {T}.",
        "From {A} to {T} is only one day.",
    ],
    category=[
        "A {A} is a kind of {T}.",
        "The {A} is a {T}.",
        "A {A} is a {T} that everyone knows.",
        "What is a {A}? It is a kind of {T}.",
    ],
    hue=[
        "The color of the {A} is {T}.",
        "What color is the {A}? The color is {T}.",
        "Everyone knows that the color of the {A} is {T}.",
        "If you paint the {A}, you must paint it {T}.",
    ],
)

LONG = dict(
    capital=[
        ("We arrived in {A} in the morning.", "Then we took a train to the capital, {T}."),
        ("When I was young, I lived in {A}.", "My home was in the capital, which is {T}."),
        ("I have always wanted to visit {A}.", "Next year I will fly to the capital, {T}."),
        ("{N} was born in {A}.", "The family had a small house in the capital, {T}."),
        ("The ship came back to {A} after a long trip.", "The news was soon known in the capital, {T}."),
        ("My {R} wrote a book about {A}.", "Most of the story takes place in the capital, {T}."),
    ],
    country=[
        ("We stayed in {A} for a week.", "It was our first visit to a city in the country of {T}."),
        ("{N} has a house in {A}.", "Every summer {N} goes to that country, {T}."),
        ("There was a letter from {A} in the box.", "Nobody in our family had ever been to the country of {T}."),
    ],
    language=[
        ("We arrived in {A} in the morning.", "At the hotel everyone was speaking {T}."),
        ("When I was young, I lived in {A}.", "That is where I learned to speak {T}."),
        ("{N} was born in {A}.", "So the first words {N} said were in {T}."),
        ("I have always wanted to visit {A}.", "That is why I started to learn {T}."),
        ("My {R} moved to {A} last year.", "Now the whole family can speak {T}."),
    ],
    female=[
        ("The {A} came into the room and sat down.", "Next to him sat the {T}."),
        ("I met the {A} on the road.", "With him was the {T}."),
        ("First the {A} said good night.", "Then it was the turn of the {T}."),
        ("There was a picture of the {A} on the wall.", "On the other wall was a picture of the {T}."),
        ("The {A} was tired and went home.", "He was soon followed by the {T}."),
    ],
    opposite=[
        ("I was told that the {S} would be {A}.", "But when I saw the {S}, it was {T}."),
        ("We hoped for a {S} that is {A}.", "But the {S} we got was {T}."),
        ("{N} said that the {S} was {A}.", "I do not agree with {N}, I think it was {T}."),
        ("In the old days the {S} was {A}.", "Today the {S} is just the opposite, it is {T}."),
    ],
    comparative=[
        ("Yesterday the {S} was {A}.", "Today the {S} is even {T}."),
        ("The {S} was very {A} last year.", "I did not know that the {S} could get any {T}."),
        ("{N} has a {S} that is {A}.", "But the {S} I have is much {T}."),
        ("I found the first {S} quite {A}.", "The second {S} was even {T}."),
    ],
    superlative=[
        ("There were many that were {A}.", "In the end we picked the one that was the {T}."),
        ("The {S} is so {A}.", "I think that of all of them it is the {T}."),
        ("Everyone said that the {S} was {A}.", "It was, in fact, the {T}."),
    ],
    plural=[
        ("On Monday I saw a {A} near the door.", "On Tuesday I saw two {T}."),
        ("{N} wanted to have a {A}.", "At last {N} had more than ten {T}."),
        ("There was only one {A} in the old house.", "In the new house there are many {T}."),
        ("The child asked for a {A}.", "The next day the child got five {T}."),
    ],
    past=[
        ("Every day I go out to {A}.", "Yesterday, for the whole day, I {T}."),
        ("{N} likes to {A}.", "Last night, after dinner, {N} {T}."),
        ("My {R} told me to {A}.", "So that is what I did, I {T}."),
        ("The children wanted to {A}.", "When the rain was over, they {T}."),
    ],
    ing=[
        ("{N} likes to {A}.", "Even at this hour {N} is still {T}."),
        ("The teacher told us to {A}.", "That is why we are all {T}."),
        ("Every day I go out to {A}.", "There is nothing better than {T}."),
        ("My {R} used to {A}.", "These days nobody in the family is {T}."),
    ],
    young=[
        ("The {A} was lying in the grass.", "Close to her was her little {T}."),
        ("We bought a {A} from the farm.", "In the spring it had a {T}."),
        ("There was a {A} behind the house.", "It was looking for its lost {T}."),
    ],
    home=[
        ("The {A} was out all day long.", "In the evening it went back to its {T}."),
        ("I was watching a {A} for an hour.", "After some time it was back in its {T}."),
    ],
    day=[
        ("The letter came on {A}.", "We read it one day later, on {T}."),
        ("We had to work until late on {A}.", "The next day we could rest, because it was {T}."),
        ("{N} came to see us on {A}.", "But {N} had to leave the next day, on {T}."),
    ],
    category=[
        ("In the picture there was a {A}.", "I had never seen that kind of {T}."),
        ("{N} was asked to draw a {A}.", "{N} did not know how to draw that kind of {T}."),
        ("The story is about a {A}.", "It is a very old story about a {T}."),
    ],
    hue=[
        ("The child wanted to paint the {A}.", "The color that the child needed was {T}."),
        ("{N} had a coat with the color of the {A}.", "You could see from far away that the coat was {T}."),
    ],
)

# In-context kinds: every template is long, and the last sentence is drawn apart from the first one.
STORY_FIRST = dict(
    place=["{N} put the {O} in the {A}.", "{N} took the {O} to the {A}.", "{N} was in the {A} with the {O}.",
           "{N} left the {O} in the {A}."],
    color=["The {O} is {A}.", "{N} has a {A} {O}.", "I painted the {O} {A}.", "We bought a {A} {O}."],
    giver=["{A} gave the {O} to {N}.", "{A} bought a {O} for {N}.", "{N} got a {O} from {A}."],
    job=["{N} is a {A}.", "{N} works as a {A}.", "{N} wanted to be a {A}."],
)
STORY_LAST = dict(
    place=["When {N} needed the {O} again, it was still in the {T}.", "Later we found {N} and the {O} in the {T}.",
           "If you look for the {O}, go to the {T}.", "Now the {O} is in the {T}."],
    color=["The color of the {O} is {T}.", "Everyone can see that the {O} is {T}.",
           "You will know the {O}, because it is {T}."],
    giver=["So {N} said thank you to {T}.", "{N} was happy and thanked {T}.", "The {O} of {N} came from {T}."],
    job=["Everyone in town knows that {N} is a {T}.", "The letter was for {N}, the {T}.",
         "In the end {N} got the job of a {T}."],
)

NEUTRAL = [
    "The weather was fine that day", "It had been a long week", "The shops were closed at that hour",
    "There was music in the street", "The clock on the wall had stopped", "Someone was knocking at the door",
    "The train was late again", "It was raining all night", "The coffee was good", "The lights went out for a minute",
    "We had bread and milk for dinner", "The newspaper was lying on the table", "The sun was already going down",
    "Nobody said a word about it", "There was snow on the roof", "The windows were open", "The bus was full of people",
    "A letter had come that morning",
]

_ABOUT_COUNTRY = [
    "My neighbor has a friend in {X}", "A woman on the bus was talking about {X}",
    "Someone left a newspaper from {X} on the table", "The neighbors had just come home from {X}",
    "There was a song about {X} on the radio",
]
_ABOUT_THING = [
    "The neighbors were talking about a {X}", "Someone had drawn a {X} on the door",
    "In the newspaper there was a story about a {X}", "There was a song about a {X} on the radio",
]
_ABOUT_QUALITY = [
    "The neighbors said the coffee was {X}", "In the newspaper they called the weather {X}",
    "Someone had a bag that was too {X}", "There was a song about being {X} on the radio",
]
_ABOUT_DOING = [
    "The neighbors are too old to {X}", "In the newspaper they say nobody wants to {X}",
    "Someone asked if it was safe to {X}", "There was a song about how to {X} on the radio",
]
COMPETITOR = dict(
    capital=_ABOUT_COUNTRY, country=_ABOUT_COUNTRY, language=_ABOUT_COUNTRY,
    female=["The neighbors were talking about some {X}", "Someone told a joke about a {X}",
            "In the newspaper there was a story about a {X}", "There was a song about a {X} on the radio"],
    opposite=_ABOUT_QUALITY, comparative=_ABOUT_QUALITY, superlative=_ABOUT_QUALITY,
    plural=_ABOUT_THING, young=_ABOUT_THING, home=_ABOUT_THING, category=_ABOUT_THING,
    past=_ABOUT_DOING, ing=_ABOUT_DOING,
    day=["The shops were closed on {X}", "The neighbors come home on {X}", "There was a song about {X} on the radio"],
    hue=["The neighbors were talking about the {X}", "There was a song about the {X} on the radio",
         "In the newspaper there was a story about the {X}"],
    place=["{M} put the {P} in the {X}", "{M} was in the {X}", "{M} went to the {X} with the {P}"],
    color=["The {P} is {X}", "Next to it is a {X} {P}", "{M} has a {X} {P}"],
    giver=["{X} was in the park", "It was the day that {X} went to school", "The neighbors were talking about {X}"],
    job=["{M} is a {X}", "{M} was talking to a {X}", "The neighbors were talking about a {X}"],
)
