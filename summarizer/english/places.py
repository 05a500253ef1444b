"""Countries with their demonyms and other names, and bodies of the world known by an abbreviation.

Neither ISO 3166 nor CLDR gives demonyms or the short forms that newspapers use, so the table stands here.
"""

from __future__ import annotations

from summarizer.english.listing import words

__all__ = ["CITIES_AND_REGIONS", "COUNTRIES", "DEMONYMS", "GROUPS", "PLACE_WORDS", "WORLD_BODIES"]

# Name | demonyms | other names. A demonym is an adjective or a person: never a mention of the country.
_COUNTRIES = """
Afghanistan|Afghan,Afghani,Afghans
Albania|Albanian
Algeria|Algerian
Andorra|Andorran
Angola|Angolan
Antigua and Barbuda|Antiguan
Argentina|Argentine,Argentinian
Armenia|Armenian
Australia|Australian
Austria|Austrian
Azerbaijan|Azerbaijani,Azeri
Bahamas|Bahamian
Bahrain|Bahraini
Bangladesh|Bangladeshi
Barbados|Barbadian
Belarus|Belarusian,Belarussian
Belgium|Belgian
Belize|Belizean
Benin|Beninese
Bhutan|Bhutanese
Bolivia|Bolivian
Bosnia and Herzegovina|Bosnian|Bosnia,Bosnia-Herzegovina
Botswana|Botswanan
Brazil|Brazilian
Brunei|Bruneian
Bulgaria|Bulgarian
Burkina Faso|Burkinabe
Burundi|Burundian
Cambodia|Cambodian
Cameroon|Cameroonian
Canada|Canadian
Cape Verde|Cape Verdean|Cabo Verde
Central African Republic|Central African
Chad|Chadian
Chile|Chilean
China|Chinese|PRC,People's Republic of China
Colombia|Colombian
Comoros|Comorian
Costa Rica|Costa Rican
Croatia|Croatian,Croat
Cuba|Cuban
Cyprus|Cypriot
Czech Republic|Czech|Czechia
Democratic Republic of the Congo|Congolese|DR Congo,DRC,Democratic Republic of Congo
Denmark|Danish,Dane
Djibouti|Djiboutian
Dominica|
Dominican Republic|Dominican
East Timor|Timorese|Timor-Leste
Ecuador|Ecuadorian,Ecuadorean
Egypt|Egyptian
El Salvador|Salvadoran,Salvadorean
Equatorial Guinea|Equatoguinean
Eritrea|Eritrean
Estonia|Estonian
Eswatini|Swazi|Swaziland
Ethiopia|Ethiopian
Fiji|Fijian
Finland|Finnish,Finn
France|French,Frenchman,Frenchwoman
Gabon|Gabonese
Gambia|Gambian|The Gambia
Georgia|
Germany|German
Ghana|Ghanaian
Greece|Greek
Grenada|Grenadian
Guatemala|Guatemalan
Guinea|Guinean
Guinea-Bissau|
Guyana|Guyanese
Haiti|Haitian
Honduras|Honduran
Hungary|Hungarian
Iceland|Icelandic,Icelander
India|Indian
Indonesia|Indonesian
Iran|Iranian|Islamic Republic of Iran
Iraq|Iraqi
Ireland|Irish|Republic of Ireland
Israel|Israeli
Italy|Italian
Ivory Coast|Ivorian|Côte d'Ivoire,Cote d'Ivoire
Jamaica|Jamaican
Japan|Japanese
Jordan|Jordanian
Kazakhstan|Kazakh,Kazakhstani
Kenya|Kenyan
Kiribati|
Kosovo|Kosovar
Kuwait|Kuwaiti
Kyrgyzstan|Kyrgyz
Laos|Lao,Laotian
Latvia|Latvian
Lebanon|Lebanese
Lesotho|Basotho
Liberia|Liberian
Libya|Libyan
Liechtenstein|
Lithuania|Lithuanian
Luxembourg|Luxembourgish
Madagascar|Malagasy
Malawi|Malawian
Malaysia|Malaysian
Maldives|Maldivian
Mali|Malian
Malta|Maltese
Marshall Islands|Marshallese
Mauritania|Mauritanian
Mauritius|Mauritian
Mexico|Mexican
Micronesia|Micronesian
Moldova|Moldovan
Monaco|Monegasque
Mongolia|Mongolian
Montenegro|Montenegrin
Morocco|Moroccan
Mozambique|Mozambican
Myanmar|Burmese|Burma
Namibia|Namibian
Nauru|Nauruan
Nepal|Nepali,Nepalese
Netherlands|Dutch,Dutchman|Holland
New Zealand|New Zealander,Kiwi
Nicaragua|Nicaraguan
Niger|Nigerien
Nigeria|Nigerian
North Korea|North Korean|DPRK,D.P.R.K.,Democratic People's Republic of Korea,N Korea,N. Korea
North Macedonia|Macedonian|Macedonia
Norway|Norwegian
Oman|Omani
Pakistan|Pakistani
Palau|Palauan
Palestine|Palestinian
Panama|Panamanian
Papua New Guinea|Papuan
Paraguay|Paraguayan
Peru|Peruvian
Philippines|Philippine,Filipino,Filipina
Poland|Polish,Pole
Portugal|Portuguese
Qatar|Qatari
Republic of the Congo|
Romania|Romanian
Russia|Russian|Russian Federation
Rwanda|Rwandan
Saint Lucia|St Lucian
Samoa|Samoan
San Marino|
Saudi Arabia|Saudi,Saudi Arabian|KSA
Senegal|Senegalese
Serbia|Serbian,Serb
Seychelles|
Sierra Leone|Sierra Leonean
Singapore|Singaporean
Slovakia|Slovak,Slovakian
Slovenia|Slovenian,Slovene
Solomon Islands|
Somalia|Somali
South Africa|South African
South Korea|South Korean|ROK,Republic of Korea,S Korea,S. Korea
South Sudan|South Sudanese
Spain|Spanish,Spaniard
Sri Lanka|Sri Lankan
Sudan|Sudanese
Suriname|Surinamese
Sweden|Swedish,Swede
Switzerland|Swiss
Syria|Syrian
Taiwan|Taiwanese
Tajikistan|Tajik
Tanzania|Tanzanian
Thailand|Thai
Togo|Togolese
Tonga|Tongan
Trinidad and Tobago|Trinidadian
Tunisia|Tunisian
Turkey|Turkish,Turk|Türkiye,Turkiye
Turkmenistan|Turkmen
Tuvalu|
Uganda|Ugandan
Ukraine|Ukrainian
United Arab Emirates|Emirati|UAE,U.A.E.
United Kingdom|British,Briton|UK,U.K.,Britain,Great Britain
United States|American|US,U.S.,USA,U.S.A.,United States of America,America
Uruguay|Uruguayan
Uzbekistan|Uzbek
Vanuatu|
Vatican City|
Venezuela|Venezuelan
Vietnam|Vietnamese|Viet Nam
Yemen|Yemeni
Zambia|Zambian
Zimbabwe|Zimbabwean
England|English,Englishman,Englishwoman
Scotland|Scottish,Scot,Scotsman
Wales|Welsh,Welshman
Northern Ireland|Northern Irish
Soviet Union|Soviet|USSR,U.S.S.R.
"""

# Name | kind | other names that are mere spelling or abbreviation.
_WORLD_BODIES = """
United Nations|organization|UN,U.N.
United Nations Security Council|organization|UN Security Council,U.N. Security Council,UNSC,Security Council
United Nations General Assembly|organization|UN General Assembly,U.N. General Assembly,UNGA,General Assembly
European Union|organization|EU,E.U.
European Commission|organization|EU Commission
European Parliament|organization|
European Central Bank|organization|ECB
North Atlantic Treaty Organization|organization|NATO,Nato,North Atlantic Treaty Organisation
African Union|organization|AU
World Health Organization|organization|WHO,W.H.O.,World Health Organisation
World Trade Organization|organization|WTO,World Trade Organisation
International Monetary Fund|organization|IMF,I.M.F.
International Atomic Energy Agency|organization|IAEA
International Criminal Court|organization|ICC
International Court of Justice|organization|ICJ
Federal Bureau of Investigation|organization|FBI,F.B.I.
Central Intelligence Agency|organization|CIA,C.I.A.
Associated Press|organization|The Associated Press,AP
Agence France-Presse|organization|AFP
British Broadcasting Corporation|organization|BBC
White House|organization|
Pentagon|organization|
Kremlin|organization|
Congress|organization|
Parliament|organization|
Downing Street|organization|
Hezbollah|organization|Hizbullah
Hamas|organization|
Taliban|organization|
Islamic State|organization|ISIS,ISIL
Al-Qaeda|organization|al-Qaeda,Al Qaeda,al Qaeda
Red Cross|organization|
Amnesty International|organization|
Human Rights Watch|organization|HRW
Republican Party|organization|GOP,G.O.P
Greenpeace|organization|
Interpol|organization|
OPEC|organization|Opec
FIFA|organization|Fifa
UEFA|organization|Uefa
Smithsonian|organization|
Scotland Yard|organization|
Gazprom|organization|
Facebook|organization|
Google|organization|
Microsoft|organization|
Twitter|organization|
YouTube|organization|
Instagram|organization|
TikTok|organization|
WhatsApp|organization|
Wikipedia|organization|
WikiLeaks|organization|Wikileaks
Netflix|organization|
SpaceX|organization|
Boeing|organization|
Airbus|organization|
Toyota|organization|
Volkswagen|organization|
Samsung|organization|
Huawei|organization|
Sony|organization|
Reuters|organization|
"""


def _rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(",") if part)


# The country's name, then its other names.
COUNTRIES: tuple[tuple[str, ...], ...] = tuple(
    (row[0], *(_listed(row[2]) if len(row) > 2 else ())) for row in _rows(_COUNTRIES)
)

# Lower-case demonym, singular and plural, to the country's name.
DEMONYMS: dict[str, str] = {
    form.lower(): row[0]
    for row in _rows(_COUNTRIES)
    for demonym in _listed(row[1])
    for form in (demonym, demonym + "s")
}

# The body's name, then its other names: all organizations.
WORLD_BODIES: tuple[tuple[str, ...], ...] = tuple((row[0], *_listed(row[2])) for row in _rows(_WORLD_BODIES))

# Capitalised adjectives and people that are neither a country's nor a name.
GROUPS: frozenset[str] = words("""
    european europeans african africans asian asians arab arabs western westerners eastern northern
    southern latino latinos hispanic hispanics korean koreans kurdish kurds kurd muslim muslims islamic
    islamist christian christians catholic catholics protestant protestants jewish jews jew hindu hindus
    buddhist buddhists sikh sikhs sunni sunnis shia shiite shiites democrat democrats democratic
    republican republicans conservative conservatives liberal liberals labour tory tories communist
    communists socialist socialists nazi nazis black blacks african-american african-americans marxist
    marxists zionist zionists scandinavian balkan baltic nordic gulf mexican-american texan texans
    californian californians parisian parisians londoner londoners bavarian catalan catalans siberian
    tibetan tibetans chechen chechens crimean crimeans amazonian andean caucasian transatlantic antarctic
    orthodox lutheran anglican methodist mormon mormons libertarian libertarians hutu tutsi uyghur uyghurs
    mediterranean eurasian anglo-saxon anglo-american slavic slavs nordics sicilian sardinian corsican basque
    basques iowan iowans
    """)

# Capitals, states and parts of the world: places, whatever they are said to do.
CITIES_AND_REGIONS: frozenset[str] = frozenset(
    name.strip()
    for line in """
    Kabul|Algiers|Buenos Aires|Yerevan|Canberra|Vienna|Baku|Manama|Dhaka|Minsk|Brussels|Sarajevo
    Brasilia|Sofia|Phnom Penh|Ottawa|Santiago|Beijing|Bogota|Bogotá|Havana|Prague|Copenhagen|Quito
    Cairo|Tallinn|Addis Ababa|Helsinki|Paris|Tbilisi|Berlin|Accra|Athens|Budapest|New Delhi|Delhi
    Jakarta|Tehran|Baghdad|Dublin|Jerusalem|Tel Aviv|Rome|Tokyo|Amman|Astana|Nairobi|Pyongyang|Seoul
    Pristina|Bishkek|Riga|Beirut|Tripoli|Vilnius|Kuala Lumpur|Mexico City|Chisinau|Ulaanbaatar|Rabat
    Kathmandu|Amsterdam|The Hague|Hague|Wellington|Abuja|Lagos|Oslo|Islamabad|Lima|Manila|Warsaw|Lisbon
    Doha|Bucharest|Moscow|Kigali|Riyadh|Belgrade|Bratislava|Ljubljana|Mogadishu|Pretoria|Madrid|Colombo
    Khartoum|Stockholm|Bern|Geneva|Damascus|Taipei|Dushanbe|Bangkok|Tunis|Ankara|Istanbul|Kampala|Kyiv
    Kiev|Abu Dhabi|Dubai|London|Edinburgh|Cardiff|Belfast|Washington|Washington D.C.|New York
    New York City|Los Angeles|Chicago|Houston|Boston|San Francisco|Montevideo|Tashkent|Caracas|Hanoi
    Sanaa|Lusaka|Harare|Hong Kong|Shanghai|Mumbai|Karachi|Sydney|Melbourne|Toronto|Montreal|Vancouver
    Gaza|West Bank|Crimea|Donbas|Kashmir|Tibet|Xinjiang|Catalonia|Kurdistan|Siberia|Europe|Asia|Africa
    Antarctica|Oceania|North America|South America|Latin America|Central America|Middle East|Balkans
    Caucasus|Caribbean|Scandinavia|Western Europe|Eastern Europe|Central Asia|Southeast Asia|East Asia|Asia-Pacific
    West|East Africa|West Africa|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut
    Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland
    Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire
    New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island
    South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|West Virginia|Wisconsin|Wyoming|Ontario
    Quebec|Virginia|Seattle|Philadelphia|Detroit|Atlanta|Miami|Dallas|Denver|San Diego|New Orleans|Las Vegas
    St. Louis|Pittsburgh|Cleveland|Minneapolis|Milwaukee|Baltimore|Salt Lake City|Honolulu|Manhattan|Brooklyn
    Hollywood|Silicon Valley|New England|Alberta|British Columbia|Manitoba|Nova Scotia|Newfoundland|Saskatchewan
    Calgary|Edmonton|Winnipeg|New South Wales|Queensland|Tasmania|South Australia|Western Australia
    Northern Territory|Brisbane|Perth|Adelaide|Hobart|Auckland|Christchurch|Manchester|Liverpool|Birmingham
    Leeds|Glasgow|Bristol|Cornwall|Yorkshire|Sussex|Essex|Marseille|Lyon|Strasbourg
    Munich|Hamburg|Frankfurt|Cologne|Bavaria|Saxony|Milan|Naples|Turin|Venice|Sicily|Sardinia
    Barcelona|Seville|Andalusia|Zurich|Basel|Porto|Antwerp|Rotterdam|St. Petersburg|St Petersburg
    Saint Petersburg|Novosibirsk|Yekaterinburg|Chelyabinsk|Nizhny Novgorod|Kazan|Samara|Omsk|Volgograd|Sochi
    Vladivostok|Chechnya|Dagestan|Urals|Rostov-on-Don|Belgorod|Kursk|Bryansk|Kharkiv|Kharkov|Odesa|Odessa
    Donetsk|Luhansk|Zaporizhzhia|Kherson|Mariupol|Lviv|Dnipro|Mykolaiv|Sumy|Chernihiv|Poltava|Vinnytsia
    Sevastopol|Bakhmut|Aleppo|Homs|Idlib|Mosul|Basra|Kirkuk|Kandahar|Herat|Rafah|Khan Younis|Jeddah|Mecca
    Benghazi|Darfur|Johannesburg|Cape Town|Durban|Kano|Mombasa|Dar es Salaam|Casablanca|Niamey|Dakar
    Kinshasa|Goma|Lahore|Peshawar|Kolkata|Chennai|Bangalore|Hyderabad|Punjab|Guangzhou|Shenzhen|Wuhan|Macau|Osaka
    Hiroshima|Fukushima|Okinawa|Busan|Ho Chi Minh City|Bali|Rio de Janeiro|Sao Paulo|São Paulo|Medellin
    Guadalajara|Tijuana|Acapulco|Pacific Northwest|Midwest|Arctic|Korean Peninsula|Korean peninsula
    Sinai|Galilee|Golan Heights|Sahel|Horn of Africa|Persian Gulf|Transnistria|Nagorno-Karabakh|Abkhazia
    South Ossetia|Northern Cyprus|Puerto Rico|Guam|Greenland|Bermuda
    Gibraltar|Falklands|Appalachia|Queens
    Fla|Calif|N.H|Tex|Vt|Md|Wis|Conn|Nev|N.J|N.Y|Pa|Va|S.C|N.C|D.C|Minn|Mich|Tenn
    Okla|Ariz|Colo|Ga|Ky|Kan|Neb|Ind|Ala|N.M|N.D|S.D|W.Va|Wyo|Mont|R.I|N.H.|N.J.|N.Y.|S.C.|N.C.|D.C.|N.M.
    N.D.|S.D.|W.Va.|R.I.
    """.strip().splitlines()
    for name in line.split("|")
)

# A run that ends with one of these is a place.
PLACE_WORDS: frozenset[str] = words("""
    region regions province district county city town village island islands isles peninsula river lake
    stadium arena mosque palace cathedral temple castle prison jail courthouse penitentiary tower base station area
    cape zoo garden gardens cemetery pier dam reservoir glacier plateau reef lagoon suburb borough prefecture
    municipality hotel highway canyon
    sea ocean bay gulf strait straits mountain mountains mount valley desert coast canal street avenue
    road square park airport bridge port harbor harbour beach border heights hill hills forest north south
    east west oblast territory territories strip plaza boulevard lane basin creek falls springs continent
    state
    """)
