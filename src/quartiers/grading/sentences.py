"""What a learner reads when the machine could not judge as usual: kind, short, in French."""

STOPPED = "Ton code tourne très longtemps. Regarde à quel moment ta boucle s'arrête."
DIED = "Ton code a arrêté la machine. Cherche une ligne comme exit() et enlève-la."
LATE = (
    "Tes cellules d'avant prennent beaucoup de temps, je n'ai pas pu lire celle-ci. "
    "Enlève ce qui attend ou tourne longtemps, puis rends encore."
)
UNJUDGED = "Je n'ai pas pu lire cet exercice. Montre ta page à un animateur."
NOT_DONE = "Pas encore fait. Tu peux y revenir quand tu veux."
ELSEWHERE = "La case de cet exercice n'a pas changé. Écris ta réponse dedans, puis rends encore."
NO_ANSWER = "Pas encore de réponse."
NO_PROOF = "Je n'ai pas vu le résultat de cet exercice. Lance ta cellule, puis rends encore."

UNREADABLE = "Je n'arrive pas à ouvrir ton fichier. Ton travail est gardé. Appelle un animateur."
NOTHING = "Je n'ai pas trouvé ton carnet. Rouvre ta leçon, puis rends encore."
TROUBLE = "La correction s'est arrêtée. Ton travail est gardé. Appelle un animateur."
TIDIED = "Des cellules avaient bougé. Je les ai remises à leur place avant de lire."
CUT = "Ton code affiche énormément de choses. J'ai gardé le début."
