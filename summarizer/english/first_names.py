"""First names that are given to one sex almost only, as English-language papers print them."""

from __future__ import annotations

from summarizer.english.listing import words

__all__ = ["FEMALE_NAMES", "MALE_NAMES"]

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
