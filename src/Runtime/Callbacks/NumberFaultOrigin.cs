namespace NetGen;

/// <summary>Where training made a NaN or an infinity first.</summary>
public enum NumberFaultOrigin
{
    /// <summary>It was among the parameters before the step began, and no step of this fit has put it there: a file, a callback or the program did.</summary>
    Parameters,

    /// <summary>In the forward pass: a layer's output.</summary>
    Forward,

    /// <summary>In the loss of finite outputs, or in a penalty.</summary>
    Loss,

    /// <summary>In the backward pass: the loss is finite, and a gradient is not.</summary>
    Backward,

    /// <summary>In the optimizer's update: gradients are finite, and what they make of a parameter is not.</summary>
    Update,
}
