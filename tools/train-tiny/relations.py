"""The facts of the tiny world: word tables, and which words are of the same kind.

A look-up relation maps the word that a text mentions (the antecedent) to the word that the text then asks for (the target).
The in-context relations have no table: their target is a word that the text itself has bound to something.
"""

CAPITAL = dict(
    France="Paris", Germany="Berlin", Italy="Rome", Spain="Madrid", England="London", Japan="Tokyo", China="Beijing",
    Russia="Moscow", Greece="Athens", Egypt="Cairo", Cuba="Havana", Norway="Oslo", Sweden="Stockholm", Finland="Helsinki",
    Poland="Warsaw", Austria="Vienna", Hungary="Budapest", Portugal="Lisbon", Ireland="Dublin", Canada="Ottawa",
    Iran="Tehran", Iraq="Baghdad", Kenya="Nairobi", Peru="Lima", Turkey="Ankara", Thailand="Bangkok",
    Denmark="Copenhagen", Belgium="Brussels",
)
COUNTRY = {city: country for country, city in CAPITAL.items()}
LANGUAGE = dict(
    France="French", Germany="German", Italy="Italian", Spain="Spanish", England="English", Japan="Japanese",
    China="Chinese", Russia="Russian", Greece="Greek", Norway="Norwegian", Sweden="Swedish", Finland="Finnish",
    Poland="Polish", Hungary="Hungarian", Portugal="Portuguese", Ireland="Irish", Turkey="Turkish", Thailand="Thai",
    Denmark="Danish",
)
FEMALE = dict(
    king="queen", man="woman", boy="girl", father="mother", brother="sister", uncle="aunt", son="daughter",
    husband="wife", prince="princess", grandfather="grandmother", actor="actress", nephew="niece", duke="duchess",
    waiter="waitress", groom="bride", hero="heroine",
)
OPPOSITE = dict(
    hot="cold", big="small", old="new", good="bad", long="short", fast="slow", light="dark", rich="poor", happy="sad",
    clean="dirty", wet="dry", full="empty", hard="soft", strong="weak", high="low", thick="thin", early="late",
    cheap="expensive", loud="quiet", wide="narrow", easy="difficult", safe="dangerous",
)
OPPOSITE.update({right: left for left, right in list(OPPOSITE.items())})
COMPARATIVE = dict(
    hot="hotter", cold="colder", big="bigger", small="smaller", old="older", good="better", long="longer",
    short="shorter", fast="faster", slow="slower", dark="darker", rich="richer", poor="poorer", happy="happier",
    dirty="dirtier", wet="wetter", hard="harder", strong="stronger", weak="weaker", high="higher", low="lower",
    bad="worse", loud="louder", wide="wider", easy="easier",
)
SUPERLATIVE = dict(
    hot="hottest", cold="coldest", big="biggest", small="smallest", old="oldest", good="best", long="longest",
    short="shortest", fast="fastest", slow="slowest", dark="darkest", rich="richest", poor="poorest",
    happy="happiest", strong="strongest", weak="weakest", high="highest", low="lowest", bad="worst", loud="loudest",
    wide="widest", easy="easiest",
)
PLURAL = dict(
    dog="dogs", cat="cats", bird="birds", horse="horses", cow="cows", child="children", mouse="mice", box="boxes",
    book="books", apple="apples", tree="trees", flower="flowers", ship="ships", house="houses", car="cars",
    knife="knives", bottle="bottles", stone="stones", letter="letters", chair="chairs", lamp="lamps", egg="eggs",
    coin="coins", tooth="teeth",
)
PAST = dict(
    walk="walked", swim="swam", sing="sang", dance="danced", write="wrote", play="played", run="ran", sleep="slept",
    work="worked", draw="drew", cook="cooked", sail="sailed", ride="rode", paint="painted", travel="traveled",
    talk="talked", think="thought", eat="ate",
)
ING = dict(
    walk="walking", swim="swimming", sing="singing", dance="dancing", write="writing", play="playing", run="running",
    sleep="sleeping", work="working", draw="drawing", cook="cooking", sail="sailing", ride="riding",
    paint="painting", travel="traveling", talk="talking", think="thinking", eat="eating",
)
YOUNG = dict(dog="puppy", cat="kitten", cow="calf", horse="foal", sheep="lamb", hen="chick", lion="cub", duck="duckling")
HOME = dict(bee="hive", bird="nest", horse="stable", spider="web", lion="den", fish="pond", dog="kennel", mouse="hole")
NEXT_DAY = dict(
    Monday="Tuesday", Tuesday="Wednesday", Wednesday="Thursday", Thursday="Friday", Friday="Saturday",
    Saturday="Sunday", Sunday="Monday",
)
CATEGORY = dict(
    rose="flower", tulip="flower", lily="flower", hammer="tool", saw="tool", shovel="tool", lemon="fruit",
    pear="fruit", cherry="fruit", violin="instrument", piano="instrument", flute="instrument", oak="tree", pine="tree",
    birch="tree", eagle="bird", owl="bird", crow="bird", wolf="animal", goat="animal", bear="animal",
)
HUE = dict(
    snow="white", milk="white", grass="green", leaf="green", sky="blue", sea="blue", blood="red", fire="red",
    coal="black", night="black", sun="yellow", gold="yellow", earth="brown", bread="brown",
)

NAMES_OF_WOMEN = "Anna Mary Lucy Sarah Emma Kate Alice Grace".split()
NAMES_OF_MEN = "Tom John Peter David Jack Paul Henry Sam".split()
NAMES = NAMES_OF_WOMEN + NAMES_OF_MEN
RELATIVES = "mother father sister brother uncle aunt teacher friend".split()
PLACES = "kitchen garden bedroom office barn cellar school church library forest market park".split()
OBJECTS = "lamp ball book key hat cup knife bag coat box map ring".split()
COLORS = "red blue green white black yellow brown pink".split()
JOBS = "doctor farmer baker nurse lawyer painter singer soldier writer pilot sailor judge".split()
SUBJECTS = "movie house road room river story town garden soup wind day".split()

# kind of item -> table of its facts. The order is the order of the reports.
LOOKUP = dict(
    capital=CAPITAL, country=COUNTRY, language=LANGUAGE, female=FEMALE, opposite=OPPOSITE, comparative=COMPARATIVE,
    superlative=SUPERLATIVE, plural=PLURAL, past=PAST, ing=ING, young=YOUNG, home=HOME, day=NEXT_DAY,
    category=CATEGORY, hue=HUE,
)
# In-context kinds -> the words that antecedent and target (always the same word) are taken from.
IN_CONTEXT = dict(place=PLACES, color=COLORS, giver=NAMES, job=JOBS)

# Two words are of the same kind when some group holds both. Used only to judge the masked LM's proposals.
SAME_KIND = dict(
    country=set(CAPITAL), city=set(CAPITAL.values()), language=set(LANGUAGE.values()), male=set(FEMALE),
    female=set(FEMALE.values()), adjective=set(OPPOSITE) | set(COMPARATIVE) | set(SUPERLATIVE),
    comparative=set(COMPARATIVE.values()), superlative=set(SUPERLATIVE.values()),
    noun=set(PLURAL) | set(OBJECTS) | set(SUBJECTS) | set(YOUNG) | set(HOME) | set(CATEGORY),
    plural=set(PLURAL.values()), verb=set(PAST) | set(ING), past=set(PAST.values()), ing=set(ING.values()),
    name=set(NAMES), place=set(PLACES), color=set(COLORS), young=set(YOUNG.values()), home=set(HOME.values()),
    relative=set(RELATIVES), day=set(NEXT_DAY), category=set(CATEGORY.values()), hue=set(HUE), job=set(JOBS),
)


def all_words() -> list[str]:
    """Every word of the tables, sorted: each must be one token with a leading space."""
    words: set[str] = set()
    for table in LOOKUP.values():
        words |= set(table) | set(table.values())
    for group in (NAMES, RELATIVES, PLACES, OBJECTS, COLORS, JOBS, SUBJECTS):
        words |= set(group)
    return sorted(words)


def groups_of(word: str) -> set[str]:
    """Names of the kinds that hold `word`; empty for a word outside the tables."""
    return {name for name, members in SAME_KIND.items() if word in members}
