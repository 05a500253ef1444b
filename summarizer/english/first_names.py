"""First names that are given to one sex almost only, as English-language papers print them."""

from __future__ import annotations

from summarizer.english.listing import words

__all__ = ["FAMILY_ENDINGS", "FAMILY_NAMES_ALONE", "FEMALE_NAMES", "FIRST_NAMES", "MALE_NAMES"]

# Names given to both (Robin, Taylor), and those more common as family names or places, are left out.
MALE_NAMES: frozenset[str] = words("""
    aaron abdul abdullah abraham adam adrian ahmad ahmed alan albert alejandro alexander alfred ali allen
    andrew andy anthony antonio arnold arthur barack barry ben benjamin bernard bernie bill billy bob bobby
    boris brad brandon brian bruce bryan carl carlos charles christopher chuck colin craig dan daniel darren
    dave david dennis derek diego dmitri dmitry donald doug douglas ed eddie edward elon emmanuel eric erik
    ernest eugene fernando francisco frank franklin fred frederick gareth gary geoffrey george gerald
    giorgio graham greg gregory guillermo gustavo hans harold harry hassan hector henry herbert hugh ian
    ibrahim igor ivan jack jacob jacques jake james jared jason javier jeff jeffrey jeremy jerry jim jimmy
    joe joel johann john johnny jonathan jorge joseph josh joshua josé juan justin karl keir keith ken
    kenneth kevin khalid klaus kyle larry lawrence leo leon leonard leonardo liam lloyd luca luis luke
    mahmoud manuel marc marco marcus mario mark martin matt matthew michael mick miguel mike mitch mitt
    mohamed mohammad mohammed muhammad narendra nathan neil nicholas nick nicolas nigel norman oleg
    oleksandr oliver omar osama oscar pablo patrick paul pedro pete peter phil philip phillip pierre rafael
    ralph raul ray raymond recep ricardo richard rick robert roberto roger ron ronald rory roy rupert
    russell ryan saeed salman samuel sergei sergey seth shaun simon stan stefan stephen steve steven stuart
    ted theodore thomas tim timothy toby todd tom tommy tony trevor vasily victor viktor vincent vladimir
    volodymyr walter wayne wilhelm william xavier yuri yusuf zachary
    """)
FEMALE_NAMES: frozenset[str] = words("""
    abigail agnes aisha alexandra alexandria alice alicia alison allison amanda amelia amina amy ana
    anastasia angela angelina anita ann anna anne annette annie antonia audrey barbara beatrice becky beth
    betty brenda bridget camilla carla carmen carol caroline carolyn catherine cathy cecilia charlotte
    cheryl christina christine cindy claire clara claudia connie cristina cynthia daisy danielle debbie
    deborah debra denise diana diane dolores donna doris dorothy edith eileen elaine eleanor elena elisabeth
    elise elizabeth ella ellen emily emma erica erin esther eva eve evelyn fatima felicity fiona frances
    gabriela gina giorgia gisele gladys gloria grace greta gretchen hannah harriet heather heidi helen
    helena hilary hillary holly ida ingrid irene irina isabel isabella isabelle ivanka jacinda jacqueline
    jane janet janice jeanne jen jennifer jenny jessica jill joan joanna joanne josephine joyce judith judy
    julia julie juliet kamala karen karin kate katherine kathleen kathryn kathy katie katrina kayleigh
    kellyanne kimberly kirsten kristen kristin kristina laura lauren layla leila linda lisa liz liza lois
    lorraine louise lucia lucy lydia madeleine maggie margaret maria marie marilyn marina marjorie marta
    martha mary maryam megan melania melanie melinda melissa michelle mildred miranda miriam molly monica
    nadia nancy naomi natalia natalie natasha nina nora norma oksana olga olivia pamela patricia paula
    pauline peggy phyllis priscilla rachel rebecca regina renee rhonda rita roberta rosa rosalind rosemary
    roxanne ruth sally samantha sandra sara sarah sharon sheila shirley silvia sofia sonia sophia sophie
    stacey stella stephanie sue susan susanna suzanne svetlana sylvia tamara tanya tatiana teresa theresa
    tina ursula valentina valerie vanessa vera veronica victoria viktoria vivian wanda wendy yulia
    yvette yvonne zainab zoe
    """)

# Given to both sexes, or of a sex that is of no use here; none that is a place or a common word as well.
_OTHER_NAMES: frozenset[str] = words("""
    charlie jo rob
    abbas abdel abdelaziz abdi abdulaziz abel adel ahmet aiden aisling akira al alain alastair albrecht aldo
    alec alejandra alek alena alessandra alessandro alex alexei alexey alexis alfonso alfredo alhassan
    alistair aliyu allan alma alvaro alyssa amal amir amit amr anas anatoly anders andre andrea andreas
    andrei andrej andres andrey andriy andrzej andré andrés angel angus anil anirudh anja anjali annabel
    annika anouk anselm antoine anton antonin antony anwar arash ari arianna ariel arjun arkady arman
    armando arnaud arne arturo arun arvind asif astrid atsushi augusto aung avi axel ayesha ayman aziz
    babatunde baptiste bartholomew bashar basil bastian beata beatriz benedict benedikt benito benjamín
    benny bente bernardo bernd bernhard bert bilal birgit bjorn björn blake bogdan bonnie boutros brendan
    brett brigitte bronwyn bruno bryce caitlin caleb calvin cameron carlo carly carmelo casey caspar cecile
    cedric celia cem cesar chandra chantal cheng chiara chidi chinua chloe chris christa christiane
    christophe christy ciaran claude claudio clement clive clyde conor constantin cordelia corey cormac cory
    courtney cristian cristiano cyril cyrus césar damian damien dana daniela daniele daria dario darius
    darrell darryl dean deepak delia demetrius denis derrick desmond diarmuid dick dieter dilma dimitri
    dimitris dino dirk dmytro dominic dominik dominique donal donovan dorothea drew dries duncan dustin
    dwayne dwight dylan eamon eden edgar edmund edoardo eduardo edwin efraim einar ekaterina eli elias elie
    elijah eliot elisa elliot elliott elmar elvira emanuel emil emilia emilio emir emre enda enrico enrique
    enzo erdem erich ernesto ernst erwin esteban estelle ethan etienne eugenio evan evgeny ezra fabian fabio
    fabrice faisal farah fareed farid farouk fatou fatoumata felipe felix ferdinand fernanda fidel filip
    filippo flavio florent florian fran franca francesca francesco francis franco francois frankie franz
    françois freddie frederic frederik frida friedrich fritz frédéric gabriel gabriele gaetano gemma geoff
    georg georges georgi gerard gerd gerhard gert giacomo giancarlo gianni gideon gilbert giles gilles
    gillian gino giovanna giovanni giulia giuliano giuseppe glenn godfrey gonzalo gordon grigory gunnar
    gunter gunther gus gwen götz günter habib hadi hakan hamad hamid hamza hana hanna hannes harald haris
    haruki haruna harvey hasan hashim hayden hedda heiko heinrich heinz helga helmut hendrik henri henrik
    henrique hermann hideki hilda hiroshi hiroyuki holger horst howard hubert hugo humberto hussain hussein
    ignacio ilham ilse ilya imad imran indira ines inga ingmar ingo inés irfan iris irving isaac isaiah isha
    ishaan ismael ismail issa itamar itzhak iván iwan jaap jacinta jackie jacopo jaime jakob jakub jamal
    jamie jan jana janine janos jaroslaw jarosław jasmin jasper javad javed jay jean jean-claude jean-luc
    jean-marie jean-paul jean-pierre jeb jedediah jeffery jelena jens jeroen jerome jesper jesus jesús
    joachim joakim joao joaquim joaquin joaquín jochen jodie joey johan johanna johannes johnnie jonas jonny
    joost jorg jos josef josefina josep josephus jost jovan joão juha julian juliana julien julio julius
    junichi jurgen justine jérôme jörg jürgen kai kaito kaja kamal kamran karan karim karl-heinz karol
    kasper katarina katharina katja katy kazuo keiko kelly kelvin kemal kendra kenji kiran kirsty klara knut
    kofi koji konstantin krishna kristian kristof kumar kurt kwame kyrylo lamine lana lars lasse laszlo
    laurence laurent lauri laurie lech lee-ann leif lena lennart leopold leroy leslie lester levi lewis
    liesbeth lilian lillian lionel livia liviu loic lola lorenzo loretta lori lothar louis loïc luciano
    ludovic ludwig luigi luisa lukas lukasz luther lutz luís lyle lyndon lynn lyudmila maarten maciej mads
    magdalena magnus mahmud maia maja malala malcolm malik mamadou mandla manfred manoj manu marcel marcela
    marcelo marcin margot mariam marian mariana marianne mariano marie-claude marin marion marise marius
    mariusz marjolein markus marlene marlon marsha martina martine marty martín marvin marwan masoud massimo
    mateo mateusz mathias mathieu matteo matthias matthieu matti maura maurice mauricio maurizio max maxim
    maxime maximilian maxine maya mehdi mehmet mehmood mel melvin meredith merle mia micah michal michał
    michel michele mickey mihai mikael mikhail mikko milena milo milos miloš mira mircea mirko miroslav
    misha mohamad mohammadreza mohan mohsen moira mona moritz morris morten mortimer moses moshe mostafa
    moussa muammar muhammadu muhammed mukesh munir murat murray mustafa mustapha myriam myron nabil nadine
    nadir naftali nahid nanette naoko narges naser nasser natalya natan nate nathalie nathaniel ned neha
    nell nestor neville ngozi nicola nicolae nicole nicolás nicolò niki nikita niklas nikol nikola nikolai
    nikolaj nikolas nikolay nikos nils nisha noah noel nolan noor norbert nuno nurul octavio odette okan
    olaf olav olena olivier omer orly oskar oswald ottmar otto ove ozgur paco paige paloma panos paolo
    parviz pascal patricio patrik paulina paulo pavel pawel paweł pekka penelope pep percy perry peta petar
    peteris petr petra petro petros philippa philippe phillipa pia pier piers pieter pietro piotr prabowo
    prakash pranab priya przemysław quentin quincy radek raden radosław rafał rafiq rahul raila raimundo
    rainer raisa raj rajesh rajiv rakesh rama ramesh ramin ramiro ramon ramzan ramzi ramón randall randolph
    randy raphael rashad rashid ravi raúl reiner reinhard reinhold renata renato rene renzo rené reuben reza
    rhys ricard riccardo richie ricky rishi robbert robbie robin rocco rodney rodolfo rodrigo rogelio roland
    rolf romain romano romeo ronan ronnie rosalía rosario rowan roxana ruben rubén rudi rudolf rudy rufus
    rui ruslan rustam rustem ruud saad sabine sabrina sadiq saif sajid salah salvador salvatore sam sami
    samir samira sammy sandeep sander sandro sanjay sarit saskia saul scott sead sean sebastian sebastien
    selma serena serge sergio serhii serhiy seán shahid shane shankar shannon shashi shawn shehbaz shelby
    shigeru shimon shinzo shinzō shivraj siddharth sidney siegfried sigmar sigmund signe silas silvio simona
    simone sinead sinéad siobhan slavoj slobodan sofie solomon sonja soren spencer spiros stanislav
    stanislaw stefania stefano steffen steph stephane stewart stig stéphane sunil sunita suresh susana
    susanne sven svenja syed sylvain sylvie szymon sébastien søren tabitha tadashi tadeusz taras tarek tariq
    tarja tatsuya tayyip tedros terence terje terrence terry thabo thaddeus theo theodor theodora theodoros
    thibaut thierry thijs thorsten tiago tibor tiffany tobias todor tomas tomasz tommaso tomás toshi tracey
    tracy trent tristan trudy tyler tyrone ugo ulf ulrich ulrike umar umberto uri urs usman uwe vaclav vadim
    valentin valentino valeriy valery vanya vasil vasile vasilis vassilis vassily vasyl vern vernon vicente
    vicki vickie vicky vijay vikram ville vince viola virgil vitali vitalii vitalik vitaliy vitaly vito
    vivek vlad vladislav vladyslav volker vyacheslav václav walid wally walt warren wendell werner wesley
    whitney wilbur wilfred wilhelmina willem willy wilma winfried winston wojciech wolfgang woodrow xabier
    xavi yacine yael yair yan yanis yann yannick yaron yaroslav yasir yasmin yasser yassin yevgeny yevhen
    yigal yitzhak yoav yoko yolanda yosef yoshihide youssef yousuf yuki yukio yuliya yurii yuriy yves yvon
    zac zach zachariah zafar zahid zahra zaki zara zeinab zeke zelda zeynep zhanna ziad zinaida zineb
    zinedine zoran zsolt zulfikar zuzana łukasz
    """)

FIRST_NAMES: frozenset[str] = MALE_NAMES | FEMALE_NAMES | _OTHER_NAMES

# How family names end, and other names hardly: -enko, -ović, -sson.
FAMILY_ENDINGS = (
    "enko", "enka", "chuk", "skyy", "skyi", "skiy", "skij", "ovich", "evich", "ovych", "ović", "ević", "ovic", "evic",
    "shvili", "dze", "oglu", "oğlu", "poulos", "akis", "idis", "sson", "sdottir", "dóttir", "opoulou", "zadeh",
)  # fmt: skip

# Public figures whom English-language news names by the family name alone.
FAMILY_NAMES_ALONE: frozenset[str] = words("""
    putin medvedev lavrov zelensky zelenskiy zelenskyy lukashenko trump biden obama clinton bush reagan
    nixon kennedy merkel scholz merz macron sarkozy hollande netanyahu modi erdogan erdoğan sunak starmer
    blair thatcher trudeau carney blinken rubio kerry pompeo assad khamenei khomeini rouhani gaddafi
    mandela gandhi bolsonaro maduro chavez castro milei meloni berlusconi orban orbán tusk duterte suharto
    gorbachev yeltsin stalin lenin hitler mussolini churchill roosevelt guterres stoltenberg navalny
    einstein darwin shakespeare mozart beethoven picasso musk zuckerberg bezos
    """)
