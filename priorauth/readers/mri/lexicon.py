"""The words of a report, by the part they play. Data only: a new wording is a new entry here.

A phrase is written in small letters with single spaces; hyphens between words do not matter. The longest phrase
wins.
"""

from __future__ import annotations

from priorauth.readers.mri.token_roles import Kind

PHRASES: dict[Kind, str] = {
    Kind.JUNCTION: (
        "lumbosacral junction|lumbo sacral junction|lumbosacral disc|lumbosacral disk|lumbosacral level"
        "|lumbosacral segment|lumbosacral interspace|lumbosacral disc space"
    ),
    Kind.MODIC: (
        "modic|modics|modic's|modick|motic|madic|mod ic|mo dic|modec|modlc|modie|modiac|modik|moddic|modac|mc|mcs|m"
    ),
    Kind.TYPE: "type|types|grade|grades|stage|class|category|typ|tpye|tyep|typo",
    Kind.ENDPLATE: (
        "endplate|endplates|end plate|end plates|endplate's|subendplate|sub endplate|subchondral endplate"
        "|cover plate|cover plates|base plate|base plates|top plate|bottom plate|roof plate|ep|eps|endpl"
    ),
    Kind.SUPERIOR: "superior|upper|cranial|sup|superiorly",
    Kind.INFERIOR: "inferior|lower|caudal|inf|inferiorly",
    Kind.FACING: (
        "opposing|apposing|opposed|apposed|apposition|facing|on both sides|both sides|either side"
        "|on either side|both sides of the disc|kissing"
    ),
    Kind.BOTH: "both",
    Kind.CHANGE: (
        "change|changes|abnormality|abnormalities|alteration|alterations|reaction|reactions|conversion"
        "|replacement|degeneration|findings|finding|disease|pattern|signal change|signal changes"
        "|signal abnormality|signal abnormalities|signal alteration|signal alterations|intensity change"
        "|intensity changes|chnages|chages|chagnes|phenomena|disturbance|remodeling|remodelling|chg|chgs"
    ),
    Kind.EDEMA: (
        "edema|oedema|sclerosis|hyperintensity|hypointensity|hyperintense|hypointense|enhancement"
        "|edema like|bright|eburnation"
    ),
    Kind.ADJECTIVE: (
        "degenerative|reactive|discogenic|fatty|edematous|oedematous|sclerotic|inflammatory|vertebral|bone"
        "|bony|osseous|active|acute|irregularity|irregularities|chronic|subacute|mild|moderate|severe"
        "|marked|minimal|slight|extensive|prominent|early|advanced|diffuse|focal|patchy|small|large|trace"
        "|minor|subtle|mature|end stage|erosive|endplate related|disc related|degenerating|fibrovascular"
        "|subchondral|anterior|posterior|left|right|lateral|central|bilateral|broad based|band like"
        "|left sided|right sided|underlying|corresponding|several|multilevel|adjoining|mid|significant"
        "|appreciable|substantial|definite|obvious|discrete|frank|convincing|overt|real|true|typical"
        "|no doubt|without doubt"
        "|undoubtedly"
        "|classic|well defined|circumferential|linear|asymmetric|symmetric|florid|longstanding"
        "|long standing|degen|predominant|smaller|larger|bigger|thinner|thicker|fainter|narrower|wider|deeper"
        "|peripheral|marginal|medial|residual|secondary"
    ),
    Kind.ABNORMAL: "abnormal|increased|high|elevated|decreased|low|altered",
    Kind.SIGNAL: "signal|signals|intensity|signal intensity",
    Kind.MARROW: "marrow|bone marrow|vertebral marrow|vertebral body marrow|vertebral bone marrow|marrow fat",
    Kind.LESION: (
        "vesc|vescs|bmic|bmics"
        "|bone marrow intensity change|bone marrow intensity changes|bone marrow lesion|bone marrow lesions"
        "|osteochondrosis"
        "|intervertebral osteochondrosis|fatty conversion|fatty marrow conversion|fatty marrow replacement"
        "|fatty marrow change|fatty marrow changes|fatty infiltration of the marrow"
        "|fatty marrow degeneration|discogenic marrow change|discogenic marrow changes|discogenic change"
        "|discogenic changes|discogenic edema|discogenic oedema|discogenic sclerosis"
        "|discogenic marrow edema|discogenic bone marrow edema|discogenic signal change"
        "|discogenic signal changes|discogenic reactive change|discogenic reactive changes"
        "|discogenic reactive marrow changes|discogenic bone marrow changes"
        "|discogenic marrow signal changes|reactive marrow change|reactive marrow changes"
        "|reactive marrow edema|reactive bone marrow edema|reactive marrow oedema"
        "|reactive marrow signal changes|reactive marrow signal change|reactive bone marrow changes"
        "|degenerative marrow changes|degenerative marrow change|degenerative marrow signal changes"
        "|degenerative marrow signal change|degenerative bone marrow changes|degenerative marrow edema"
    ),
    Kind.NOT_MODIC: (
        "spur|spurs|spurring|osteophyte|osteophytes|osteophytic|ridge|ridges|ridging|spondylitic"
        "|spondylotic|spondylosis|schmorl|schmorl's|schmorls|hemangioma|haemangioma|hemangiomas"
        "|haemangiomas|heterogeneity|lipping|hypertrophic|hypertrophy|defect|defects|erosion|erosions"
        "|fracture|fractures|compression"
    ),
    Kind.FINDING: (
        "bulge|bulges|bulging|protrusion|protrusions|extrusion|extrusions|herniation|herniations|stenosis"
        "|stenoses|narrowing|desiccation|dessication|height loss|loss of height|loss of disc height"
        "|disc height|anterolisthesis|retrolisthesis|spondylolisthesis|listhesis|spondylolysis|discitis"
        "|osteomyelitis|infection|arthropathy|arthrosis|arthritis|degenerative disc disease|disc disease"
        "|ddd|disc degeneration|effusion|annular fissure|fissure|tear|annular tear|cyst|cysts|impingement"
        "|scoliosis|hypertrophy of the facets|facet hypertrophy|tumor|tumour|neoplasm|metastasis|metastases"
        "|metastatic disease|malignancy|abscess|mass|lesion|lesions|subluxation|fusion|laminectomy"
        "|alignment|lordosis|heights|conus|ligamentum flavum|facet degeneration|facets|facet joints"
        "|foraminal narrowing|vacuum phenomenon|vacuum disc|spondylodiscitis|spondyloarthropathy|hemorrhage"
        "|contusion|disc space loss|spondylitis|marrow edema|bone marrow edema|marrow oedema"
        "|bone marrow oedema|soft tissue edema|process|marrow replacement|disc space narrowing"
        "|disc narrowing"
    ),
    Kind.MIXED: (
        "mixed|combined|combination|predominantly|predominant|mainly|primarily|mostly|largely|coexisting"
        "|co existing|superimposed|additional|some|both of|concurrent|concomitant|hybrid|i e|a mix of"
        "|a mixture of|a combination of|mix of|mixture of|combination of|of both"
    ),
    Kind.COMPONENT: "component|components|features|feature|element|elements",
    Kind.NO: (
        "no|nor|lacks|lacking|negative for|no evidence of|no evidence for|no sign of|no signs of|free of|absence of"
        "|lack of|neither|no definite evidence of|not demonstrate|not show|not have|not reveal|not see"
        "|not identify|not appreciate|not any|devoid of|never|zero|rule out|ruled out|no mri evidence of"
        "|no convincing evidence of|no significant|no appreciable|not exhibit|not display|not contain"
        "|no suggestion of|no clear evidence of|fails to show|fail to show|failed to show|denies"
        "|failure to show|failure to demonstrate|failure to identify|fails to demonstrate|fail to demonstrate"
        "|failed to demonstrate|cannot identify|cannot see|cannot appreciate|cannot confirm|cannot demonstrate"
        "|unable to identify|unable to confirm|unable to demonstrate|not confirm|argues against"
        "|not consistent with|not compatible with|not suggestive of|not in keeping with|inconsistent with"
        "|not indicative of|not characteristic of|not diagnostic of|not meet criteria for"
        "|not meet the criteria for|not qualify as|not represent|not reflect|not suspicious for"
        "|not amount to|not constitute|argue against|arguing against|is against|are against|militates against"
        "|speaks against"
        "|weighs against|evidence against"
        "|doesn't show|does not suggest"
    ),
    Kind.NOT: "not|isn't|aren't|wasn't|weren't|n't",
    Kind.WITHOUT: "without|w o|without evidence of|without any",
    Kind.ABSENT: (
        "absent|negative|nil|not present|not seen|not identified|not demonstrated|not evident"
        "|not appreciated|not visualized|not visualised|not detected|not noted|not found|not apparent"
        "|not shown|not observed|not described|not convincingly seen|not clearly seen|excluded"
        "|not definitely seen|not reported|not currently seen|not now seen|not confirmed|not substantiated"
        "|never been present|never been seen|never present|never seen"
        "|do not appear to be present|does not appear to be present|not appear to be present|not appear present"
        "|not thought to be present|not felt to be present"
        "|not believed to be present|not be present|sought and not found|sought but not found"
        "|looked for and not found|looked for but not found"
        "|not corroborated|not verified|not reproduced|not borne out|not be confirmed|not be identified"
        "|not be seen|not be demonstrated|not be appreciated|not be detected|not be found"
        "|cannot be confirmed|cannot be identified|cannot be seen|cannot be demonstrated"
        "|cannot be appreciated|cannot be detected|cannot be found|could not be confirmed"
        "|could not be identified|could not be seen|could not be demonstrated|could not be appreciated"
        "|could not be detected|could not be found"
    ),
    Kind.UNLIKELY: (
        "unlikely|very unlikely|highly unlikely|considered unlikely|thought unlikely|felt to be unlikely"
        "|thought to be unlikely|unlikely to be|unlikely to represent|unlikely to reflect|less likely"
        "|less likely to be|less likely to represent|not likely|improbable|doubt|doubted|we doubt|i doubt"
        "|not typical for|not typical of|not favored|not favoured|disfavored|disfavoured"
    ),
    Kind.UNLIKE: "unlike|in contrast to|in contradistinction to|as opposed to|as distinct from",
    Kind.NONE: "none",
    Kind.NORMAL: "normal|unremarkable|within normal limits|preserved|maintained|intact|homogeneous",
    Kind.RESOLVED: (
        "resolved|resolution of|interval resolution of|interval resolution|no longer seen|no longer"
        "|no longer present|no longer visible|no longer identified|disappeared|resolution in|has cleared"
        "|have cleared|no longer any|no longer a|no longer shows|no longer show|no longer demonstrates"
        "|no longer demonstrate|no longer exhibits|no longer has|no longer have|no longer displays"
        "|not persisted|completely resolved|no longer evident|subsided|no longer demonstrated"
    ),
    Kind.ELSEWHERE: (
        "elsewhere|else|others|remaining levels|other levels|remaining lumbar levels|other lumbar levels|remaining"
        "|other|additional|further|otherwise|another|rest of|remainder of|remainder|any other"
    ),
    Kind.FIRST_TIME: (
        "new|newly|new since|new from|new compared to|new compared with|not previously|not seen previously"
        "|not previously seen|not present previously|not seen on the prior|not present on the prior"
        "|interval development of|interval development|interval appearance of|has developed|have developed"
        "|developed|not seen on prior|not seen on the previous|not present on prior"
        "|not present on the previous|not present before|not seen before|newly developed"
        "|now seen that were not present|interval new"
    ),
    Kind.HEDGE: (
        "suggestive of|suggestive|suggest|suggests|suggesting|suggested|consistent with|likely|probable"
        "|probably|possible|possibly|may represent|may reflect|may be|may|might|might represent"
        "|could represent|could reflect|could be|could|compatible with|in keeping with|in line with"
        "|suspicious for|suspicious|suspicion for|suspicion of|suspected|suspect|cannot exclude"
        "|can not exclude|cannot rule out|can not rule out|can't exclude|cannot be excluded"
        "|can not be excluded|cannot be ruled out|not excluded|is not excluded|are not excluded"
        "|not entirely excluded|not completely excluded|not be excluded|not fully excluded|not ruled out"
        "|cannot entirely exclude|questionable|question of|equivocal|favored|favoured|favor|favour|favors"
        "|favours|presumed|presumably|presumptive|perhaps|potential|potentially|concerning for"
        "|worrisome for|query|apparent|indeterminate|most likely|very likely|in favor of|in favour of"
        "|differential includes|differential diagnosis includes|raises the possibility of"
        "|raising the possibility of|possibility of|thought to represent|felt to represent"
        "|believed to represent|difficult to exclude|cannot completely exclude|cannot definitely exclude"
        "|could indicate|may indicate|questioned|appear to represent|appears to represent"
        "|appears to be|appear to be|appearing to be|appearing to represent|appears to show|appear to show"
        "|appears to have|appear to have|appears to demonstrate|seems to be|seem to be|seems to show"
        "|a consideration|remains a consideration|remain a consideration|a diagnostic consideration"
        "|remains a diagnostic consideration|in the differential|on the differential|differential"
        "|differential diagnosis|seems to have|considered|presumably representing|likely representing"
        "|likely represents|likely represent"
        "|probably representing|probably represents|probably represent|likely reflect|likely reflects"
        "|likely reflecting|most likely representing|most likely represent|most likely reflect"
        "|most likely reflecting|most consistent with|most compatible with|most suggestive of|conceivably"
        "|plausible|suspicious of|not unlikely|less likely than|less probable than|borderline|doubtful"
        "|impression of|indicative of"
    ),
    Kind.VERSUS: "versus|vs|or possibly",
    Kind.PRIOR: (
        "prior|previous|previously|prev|earlier|formerly|former study|historical|historically|priors|preceding"
        "|outside report|outside mri|outside study|outside imaging|outside examination|per patient"
        "|per the patient|by patient report|reportedly|last study|last mri"
        "|last exam|at that time"
    ),
    Kind.COMPARED: (
        "compared to|compared with|comparison with|comparison to|in comparison to|in comparison with|since"
        "|than|relative to|when compared to|when compared with|as compared to|as compared with|compared"
        "|versus prior|versus the prior|dating back to|dating to|going back to|vs prior"
        "|by comparison with|in the interval since"
    ),
    Kind.STABLE: (
        "unchanged|stable|again|again seen|again noted|again demonstrated|again identified|persistent"
        "|persist|persists|persisting|redemonstrated|re demonstrated|redemonstration|redemonstration of"
        "|re demonstration of|similar|similar to|not changed|not significantly changed"
        "|not appreciably changed|not substantially changed|no change|as before|progressed|progression"
        "|progression of|progressing|increased since|decreased since|increased from|decreased from|progressed from"
        "|advanced from|more extensive than on|more pronounced than on|more prominent than on|worse than on"
        "|improved|worsened|worsening"
        "|grossly unchanged|essentially unchanged|remain|remains|remaining stable|still|still seen"
        "|still present|improvement in|interval increase in|interval decrease in|interval progression of"
        "|regressed|partially resolved|partial resolution of|less prominent|more prominent"
        "|no interval change|no significant change|no significant interval change|no appreciable change"
        "|without change|without interval change|without significant change"
        "|without significant interval change|no substantial change|not progressed|have increased"
        "|has increased|have decreased|has decreased|interval improvement in|incompletely resolved"
        "|has not changed|have not changed|redemonstrates|continued|continue|continues|ongoing"
        "|as previously described|as described previously|as previously seen|as seen previously"
        "|as previously noted|as noted previously|as on the prior|as on prior|as on the previous"
        "|as seen on the prior|longstanding and unchanged|chronic and unchanged|no interval progression"
        "|without interval progression|without progression|no progression|no progression of|not resolved"
        "|has not resolved|have not resolved|slightly progressed|mildly progressed|unaltered|same as"
    ),
    Kind.NOW: (
        "now|today|today's|currently|current|on the current study|on today's study|on the present study|presently"
    ),
    Kind.BECAME: (
        "converted to|converted into|matured to|matured into|transformed to|transformed into"
        "|conversion to|conversion into|evolved to|evolved into|evolving to"
        "|evolving into|transitioned to|transitioned into|transition to|progressed to|changed to"
        "|transformed into|transformed to|evolution to|evolution into|replaced by|turned into"
        "|progression to|burnt out into|burned out into|faded into|given way to|gave way to|settled into"
        "|gone over into|evolving towards|became|become|have become|has become|now replaced by"
    ),
    Kind.RESPECTIVELY: "respectively|resp|in that order",
    Kind.THIS_LEVEL: (
        "this level|at this level|the same disc|same disc|this disc level|that level|the same level|same level"
        "|this segment|here"
        "|that segment|the aforementioned level|said level|this disc space|this interspace|this location"
    ),
    Kind.THESE_LEVELS: (
        "both levels|these levels|the same levels|both of these levels|these two levels|those levels"
        "|same levels|each level|both segments|both of these|both disc levels|the above levels"
        "|each of these levels|these segments|both aforementioned levels|the aforementioned levels"
        "|the two levels|both of the levels"
    ),
    Kind.LATTER: "the latter|latter|latter level|the latter level|at the latter",
    Kind.FORMER: "the former|former|the former level|former level",
    Kind.LEVEL_WORD: "level|levels|segment|segments|lvl|neighbor|neighbour",
    Kind.BODY_WORD: "vertebral body|vertebral bodies|vertebra|vertebrae|body|bodies|vertebras|vertebral",
    Kind.DISC_WORD: (
        "disc|disk|discs|disks|disc space|disk space|disc spaces|disk spaces|interspace|interspaces"
        "|intervertebral disc|intervertebral disk|intervertebral disc space|intervertebral|disc level"
        "|disc levels|disk level|disk levels|motion segment|interbody space"
    ),
    Kind.NERVE: (
        "nerve|nerves|nerve root|nerve roots|root|roots|radiculopathy|exiting|traversing|dermatome"
        "|nerve sleeve|radicular|foramen|foramina|pedicle|pedicles|facet|facets|transverse process"
        "|spinous process|pars|lamina"
    ),
    Kind.ABOVE: "above|cephalad to|superior to|cranial to|proximal to",
    Kind.BELOW: "below|beneath|caudal to|inferior to|distal to",
    Kind.THROUGH: "through|thru|to|down to|until|up to|up through|down through|through to",
    Kind.BETWEEN: "between",
    Kind.AND: "and|plus|as well as|along with|together with|and also|in addition to|also|n",
    Kind.OR: "or|and or",
    Kind.WITH: "with|w|showing|having|containing|accompanied by|associated with",
    Kind.BUT: ("but|however|although|whereas|while|yet|though|despite|even though|in contrast"),
    Kind.EXCEPT: (
        "except|except for|except at|other than|apart from|aside from|sparing|excluding"
        "|with the exception of|with exception of|excepting|save for|outside of|besides|with sparing of"
        "|spares"
    ),
    Kind.THERE: "there is|there are|there's|there also are|there is also|there are also|it has|we see",
    Kind.IS: "is|are|was|were|be|been|being|has|have|had|has been|have been",
    Kind.SEEN: (
        "seen|present|noted|identified|demonstrated|evident|visualized|visualised|observed|appreciated"
        "|detected|found|visible|shown|described|reported|apparent on|depicted|recognized|exist|exists"
        "|documented|mentioned"
    ),
    Kind.SHOWS: (
        "shows|show|demonstrates|demonstrate|reveals|reveal|exhibits|exhibit|displays|display|showed"
        "|demonstrated evidence of|revealed|has evidence of|contains|demonstrating|revealing|representing"
        "|reflecting|represents|reflects|represent|reflect"
    ),
    Kind.PREPOSITION: (
        "at|of|in|within|involving|involve|involves|affecting|affect|along|about|on|around|surrounding"
        "|across|adjacent to|adjacent|near|bordering|throughout|at the level of|from|located|over|by|for"
        "|centered|centred|centered at|spanning|extending|@|at the levels of|into|abutting|flanking"
        "|subjacent|underneath|against"
    ),
    Kind.ARTICLE: "the|a|an|its|their",
    Kind.EXTENT: (
        "to a lesser extent|to a lesser degree|lesser extent|lesser degree|most pronounced|more pronounced"
        "|most prominent|more so|most marked|most severe|greatest|worst|worse|greater|more|most|less|lesser"
        "|particularly|especially|notably|additionally|milder|similarly|again more|mildly|slightly"
        "|moderately|worst at|best seen|best appreciated|level of|greater than|more than|less than"
        "|primarily at|mostly at|chiefly|most conspicuous|most notable|most notably|less so"
        "|to a greater extent|more severe|more advanced|most advanced|maximal|greatest at"
    ),
    Kind.ASSOCIATED: "associated|accompanying|concordant|attendant|resultant",
    Kind.CORRECTION: (
        "should read|should be|should say|should state|should have read|correction|corrected"
        "|is corrected to|corrected to|erroneously|in error|misstated|mistakenly|incorrectly|amended"
        "|is amended to|amended to|revised to|typographical error|transcription error|dictation error"
        "|the correct|on further review|on re review|upon further review|on review|upon review"
        "|after further review"
    ),
    Kind.RATHER: "rather than|instead of|and not|not as",
    Kind.LEGEND: (
        "classification|denotes|refers to|defined as|indicates|equals|legend|definition|literature|scale"
        "|nomenclature|key"
    ),
}
"""Phrases by kind, separated by ``|``."""

EXTRA_WORDS = "lumbar spine technique indication impression sagittal axial weighted intervertebral degenerative"

VOCABULARY: frozenset[str] = frozenset(
    word for phrases in PHRASES.values() for phrase in phrases.split("|") for word in phrase.split()
) | frozenset(EXTRA_WORDS.split())
"""Every single word the reader knows; a word broken at a line's end is joined when the whole is one of these."""
