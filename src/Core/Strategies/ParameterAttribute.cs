namespace AlgoTrendy.Core.Strategies;

/// <summary>Describes a strategy's parameter, a property of its parameters record: what it is for and between what it may lie. The default is the property's own.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>The least value, inclusive.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value, inclusive.</summary>
    public double Max { get; init; } = double.PositiveInfinity;
}

/// <summary>Names a strategy (ema-cross) and says in a line what it does.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StrategyAttribute(string name, string summary) : Attribute
{
    public string Name { get; } = name;

    public string Summary { get; } = summary;

    /// <summary>How many instruments it needs.</summary>
    public int LeastInstruments { get; init; } = 1;

    /// <summary>How many it can handle; one unless it says otherwise, so that none mixes the prices of two by mistake.</summary>
    public int MostInstruments { get; init; } = 1;
}
