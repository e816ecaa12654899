namespace NetGen.Samples.Mistakes;

// The class is not partial: there is no place for the network's members.
[Network(28, 28, 1)]
[Flatten]
[Dense(10)]
public sealed class NotPartial;

// The class around it is not partial.
public static class Models
{
    [Network(28, 28, 1)]
    [Flatten]
    [Dense(10)]
    public sealed partial class Inner;
}

[Network(28, 28, 1)]
[Flatten]
[Dense(10)]
public partial record Recorded;

[Network(28, 28, 1)]
public sealed partial class Empty;

[Conv2D(8, 3)]
[Flatten]
[Dense(10)]
public sealed partial class NoInput;

// Which layer comes first?
[Network(28, 28, 1)]
[Flatten]
public sealed partial class Spread;

[Dense(10)]
public sealed partial class Spread;

[Network(28, 28, 1)]
[Flatten]
[Dense(10)]
public sealed partial class Occupied
{
    public string Info => "mine";
}

[Network(28, 28, 1)]
[Flatten]
[Dense(32, Name = "dense")]
[Dense(10)]
public sealed partial class TwoOfOneName;

[Network(28, 28, 1)]
[Flatten]
[Dense(10, Name = "head/classes")]
public sealed partial class Slashed;
