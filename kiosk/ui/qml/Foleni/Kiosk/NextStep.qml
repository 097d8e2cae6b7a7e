import QtQuick
import Foleni.Backend
import Foleni.Kit

// The way to a page's next step; which of them is seen stands in it. Absent where there is but one.
Way {
    id: next

    required property Steps steps
    required property Words words
    // Before a language is chosen, all of them.
    required property list<string> languages
    // It stands in a row of its own (`NextRow`).
    property bool away: false

    function where(code: string): string {
        return next.words.say(code, "kiosk-page", {
                                  page: next.steps.at + 1,
                                  pages: next.steps.count
                              });
    }

    objectName: "turn"
    visible: steps.count > 1 && !away
    quiet: true
    text: [...new Set(languages.map(code => words.say(code, "more")))].join(" · ") + " " + (steps.at
                                                                                            + 1) + "/"
    + steps.count
    aloud: languages.map(code => ({
        language: code,
        say: words.say(code, "more") + ". " + where(code)
    }))
    onChosen: steps.turn()
}
