import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// A panel's question, and the way back out of it.
RowLayout {
    id: head

    required property CounterScreen counter
    required property Words words
    required property string say

    spacing: Theme.mm(5)

    Line {
        Layout.fillWidth: true
        say: head.say
        capMm: 5.6
        weight: Font.Bold
        Accessible.role: Accessible.Heading
    }
    CounterButton {
        objectName: "panel-back"
        counter: head.counter
        text: head.words.say(head.counter.language, "back")
        padding: Theme.mm(3)
        leftPadding: Theme.mm(5)
        rightPadding: Theme.mm(4)
        onChosen: head.counter.back()

        contentItem: RowLayout {
            spacing: Theme.mm(4)

            Line {
                say: head.words.say(head.counter.language, "back")
                capMm: 3.7
                weight: Font.Bold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            KeyCap {
                key: head.words.say(head.counter.language, "key-escape")
            }
        }
    }
}
