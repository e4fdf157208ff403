namespace AlgoTrendy.Core.Indicators;

/// <summary>Where a chart draws an indicator.</summary>
public enum Pane
{
    /// <summary>Over the prices, on their axis.</summary>
    Price,

    /// <summary>Below the prices, on an axis of its own.</summary>
    Own
}

/// <summary>Puts a sealed class into the <see cref="IndicatorCatalogue"/>: its file is all that a new indicator takes.</summary>
/// <remarks>Parameters are the constructor's, each with a default and an <see cref="InRangeAttribute"/>; outputs are the public double and bool properties.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class IndicatorAttribute(string name, string title, Pane pane) : Attribute
{
    /// <summary>How users call it: lower case, digits and dashes, such as <c>stoch-rsi</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What it is called in full.</summary>
    public string Title { get; } = title;

    public Pane Pane { get; } = pane;
}

/// <summary>What a parameter may be, both ends included: read by command line, screens and search alike.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InRangeAttribute(double least, double most) : Attribute
{
    public double Least { get; } = least;

    public double Most { get; } = most;
}
