import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Once more, before the counter closes.
ColumnLayout {
    id: panel

    required property CounterScreen counter
    required property Words words

    spacing: Theme.mm(4)

    PanelHead {
        Layout.fillWidth: true
        counter: panel.counter
        words: panel.words
        say: panel.words.say(panel.counter.language, "counter-close-sure")
    }
    Note {
        Layout.fillWidth: true
        say: panel.words.say(panel.counter.language, "counter-close-note")
        capMm: 4.6
    }
    Item {
        Layout.fillHeight: true
    }
    Notice {
        Layout.fillWidth: true
        say: panel.counter.notice
        failed: panel.counter.failed
    }
    NextBar {
        objectName: "close"
        Layout.fillWidth: true
        counter: panel.counter
        text: panel.words.say(panel.counter.language, "counter-close")
        key: panel.words.say(panel.counter.language, "key-enter")
        iconName: "log-out"
        onChosen: panel.counter.closeCounter()
    }
}
