import QtQuick

// Says that nothing here is for real.
Rectangle {
    id: banner

    objectName: "sample-banner"

    property string say
    // The same, one language after the other: [{language, say}, …].
    property var aloud
    readonly property bool aside: true

    visible: say !== ""
    implicitHeight: visible ? words.implicitHeight + Theme.mm(2.5) : 0
    color: Theme.amber

    Line {
        id: words
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.mm(4)
        say: banner.say
        color: Theme.inkOnAmber
        capMm: 3.4
        fixed: true
        weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
    }
}
