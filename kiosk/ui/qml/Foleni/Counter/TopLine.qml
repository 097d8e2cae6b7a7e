import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// What the counter is doing, what the day was so far, and the other language.
Item {
    id: line

    required property CounterScreen counter
    required property Words words
    readonly property bool hidden: counter.panel !== "" && (counter.state === "called"
                                                            || counter.state === "serving")
    readonly property int gap: Theme.mm(5)

    // Placed by hand: the pill takes what it needs and leaves the day its two words.
    implicitHeight: Math.max(pill.visible ? pill.height : 0, today.implicitHeight, language.height)

    StatusPill {
        id: pill
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, line.width - language.width - Theme.mm(42) - 2 * line.gap)
        // A panel hides the number, but whom it is about must stay in view.
        say: (line.hidden ? line.counter.number + " · " : "") + line.counter.status
        tone: line.counter.tone
    }
    Note {
        id: today
        anchors.verticalCenter: parent.verticalCenter
        anchors.left: pill.right
        anchors.right: language.left
        anchors.leftMargin: line.gap
        anchors.rightMargin: line.gap
        say: line.counter.today
        capMm: 3.7
        horizontalAlignment: Text.AlignRight
    }
    CounterButton {
        id: language

        anchors.verticalCenter: parent.verticalCenter
        anchors.right: parent.right
        objectName: "switch-language"
        counter: line.counter
        text: line.words.say(line.counter.language, "language-switch") + ": "
              + line.counter.otherLanguage

        padding: Theme.mm(2)
        leftPadding: Theme.mm(3.5)
        rightPadding: Theme.mm(3)
        onChosen: line.counter.switchLanguage()

        contentItem: RowLayout {
            spacing: Theme.mm(3)

            Line {
                say: line.counter.otherLanguage
                capMm: 3.3
                weight: Font.DemiBold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            KeyCap {
                visible: line.counter.panel === ""
                key: "L"
                capMm: 2.6
            }
        }
    }
}
