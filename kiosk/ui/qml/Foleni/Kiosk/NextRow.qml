import QtQuick
import Foleni.Backend
import Foleni.Kit

// The way to a page's next step in a row of its own, where it has no room beside the other buttons (`strait`).
Foot {
    id: row

    required property Steps steps
    required property Words words
    required property list<string> languages
    required property bool strait

    low: true
    visible: strait && steps.count > 1

    NextStep {
        room: row.room
        steps: row.steps
        words: row.words
        languages: row.languages
    }
}
