pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// An address, with fingers or a keyboard.
GridLayout {
    id: pane

    required property JoiningScreen joining
    required property Words words
    property real scaled: 1
    property bool wide: false
    readonly property real keyMm: Math.min(20 * Math.min(scaled, 1.6), (height / Theme.pxPerMm - (wide
                                                                                                  ? 12 : 84))
                                           / 5)

    columns: wide ? 2 : 1
    columnSpacing: Theme.mm(8)
    rowSpacing: Theme.mm(3)

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.alignment: Qt.AlignTop
        spacing: Theme.mm(3)

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(4)

            SecondaryButton {
                objectName: "another"
                text: pane.words.each(pane.joining.languages, "back", {})
                aloud: pane.words.aloud(pane.joining.languages, "back")
                capMm: 4.8
                leftPadding: Theme.mm(3)
                topPadding: Theme.mm(2)
                fixed: true
                quiet: true
                onChosen: pane.joining.another()
            }
            EachTongue {
                Layout.fillWidth: true
                joining: pane.joining
                words: pane.words
                key: "joining-address"
                capMm: 5.5 * pane.scaled
                title: true
            }
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Theme.mm(14 * pane.scaled)
            radius: Theme.mm(3)
            color: Theme.card
            border.color: pane.joining.wrong === "" ? Theme.edge : Theme.red
            border.width: Theme.edgeWidth

            Text {
                objectName: "typed"

                readonly property string say: pane.joining.typed

                anchors.fill: parent
                anchors.leftMargin: Theme.mm(4)
                anchors.rightMargin: Theme.mm(4)
                text: say
                textFormat: Text.PlainText
                color: Theme.ink
                font.family: Theme.numberFont
                font.weight: Font.Bold
                font.pixelSize: Theme.fontPx(6 * pane.scaled, Theme.numberCapEm)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.fontPx(2, Theme.numberCapEm)
                verticalAlignment: Text.AlignVCenter
                Accessible.role: Accessible.EditableText
                Accessible.name: say
            }
        }
        EachTongue {
            Layout.fillWidth: true
            joining: pane.joining
            words: pane.words
            key: pane.joining.wrong === "" ? "joining-address-note" : pane.joining.wrong === "plain"
                                             ? "joining-address-plain" : "joining-address-wrong"
            ink: pane.joining.wrong === "" ? Theme.ink : Theme.red
            capMm: 4.8 * (pane.wide ? pane.scaled : 1)
        }
        Item {
            Layout.fillHeight: true
        }
    }
    NumberPad {
        objectName: "pad"
        Layout.fillWidth: !pane.wide
        Layout.preferredWidth: pane.wide ? Theme.mm(pane.keyMm * 3.4 + 6) : -1
        Layout.alignment: Qt.AlignBottom
        keyMm: pane.keyMm
        gapMm: 3
        letters: [".", ":", "-"]
        eraseName: pane.words.each(pane.joining.languages, "erase", {})
        enterName: pane.words.each(pane.joining.languages, "joining-ask", {})
        enters: true
        onPressed: key => pane.joining.press(key)
        onErased: pane.joining.erase()
        onEntered: pane.joining.enter()
    }
}
