pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// The code, as large as it can be: a manager may stand across the hall. It goes on by itself.
GridLayout {
    id: pane

    required property JoiningScreen joining
    required property Words words
    property real scaled: 1
    property bool wide: false
    readonly property real roomMm: (wide ? width * 0.52 : width) / Theme.pxPerMm

    columns: wide ? 2 : 1
    columnSpacing: Theme.mm(8 * scaled)
    rowSpacing: Theme.mm(3 * scaled)

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: pane.wide
        Layout.preferredWidth: pane.wide ? pane.width * 0.54 : -1
        spacing: Theme.mm(3 * pane.scaled)

        Line {
            Layout.fillWidth: true
            say: pane.words.each(pane.joining.languages, "joining-code", {})
            capMm: 4.8 * pane.scaled
            fixed: true
            color: Theme.ink2
        }
        Heading {
            Layout.fillWidth: true
            say: pane.joining.called
            capMm: 5.5 * pane.scaled
            fixed: true
        }
        Card {
            Layout.fillWidth: true
            padding: Theme.mm(3 * pane.scaled)
            outline: Theme.greenDark

            contentItem: NumberText {
                objectName: "code"
                say: pane.joining.code.slice(0, 3) + "\u2009" + pane.joining.code.slice(3)
                color: Theme.greenDark
                font.pixelSize: Theme.mm(Math.min(pane.roomMm * (pane.wide ? 0.19 : 0.215), 120))
                horizontalAlignment: Text.AlignHCenter
                // Digit by digit, as it is typed.
                Accessible.name: pane.joining.code.split("").join(" ")
            }
        }
        EachTongue {
            Layout.fillWidth: true
            joining: pane.joining
            words: pane.words
            key: "joining-code-left"
            given: ({
                        minutes: pane.joining.minutes
                    })
            capMm: 4.8 * pane.scaled
        }
        Item {
            Layout.fillHeight: true
            visible: pane.wide
        }
        SecondaryButton {
            objectName: "another"
            Layout.fillWidth: true
            visible: pane.wide
            text: pane.words.each(pane.joining.languages, "joining-another", {})
            capMm: 4.8 * pane.scaled
            topPadding: Theme.mm(3)
            fixed: true
            quiet: true
            onChosen: pane.joining.another()
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Theme.mm(3 * pane.scaled)

        EachTongue {
            Layout.fillWidth: true
            joining: pane.joining
            words: pane.words
            key: "joining-code-where"
            capMm: 4.8 * pane.scaled
        }
        Line {
            objectName: "command"
            Layout.fillWidth: true
            say: pane.words.say(pane.joining.languages[0], "joining-code-command", {
                                    code: pane.joining.code
                                })
            capMm: 4.8 * pane.scaled
            fixed: true
            weight: Font.Bold
        }
        EachTongue {
            Layout.fillWidth: true
            joining: pane.joining
            words: pane.words
            key: pane.joining.isCopy ? "joining-copied" : "joining-code-device"
            given: ({
                        name: pane.joining.name
                    })
            capMm: 4.8 * pane.scaled
        }
        Item {
            Layout.fillHeight: true
        }
        SecondaryButton {
            objectName: "another"
            Layout.fillWidth: true
            visible: !pane.wide
            text: pane.words.each(pane.joining.languages, "joining-another", {})
            capMm: 4.8 * pane.scaled
            topPadding: Theme.mm(3)
            fixed: true
            quiet: true
            onChosen: pane.joining.another()
        }
    }
}
