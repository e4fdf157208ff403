using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>A number that follows a market, one step at a time. Nothing is allocated after construction.</summary>
/// <remarks>
/// Every public property of type double or bool is an output: <see cref="Value"/> is the main one, others (Signal, Upper) stand beside it.
/// An output is NaN until enough was seen for it, and afterwards only where its definition has no value; the class says when.
/// Inputs must be finite. An indicator on an indicator is fed once the inner one is ready.
/// </remarks>
public interface IIndicator
{
    /// <summary>Enough was seen for every output; stays true until <see cref="Reset"/>. An output may have values sooner.</summary>
    bool IsReady { get; }

    /// <summary>The main output after the last update.</summary>
    double Value { get; }

    /// <summary>Back to the state of a new object.</summary>
    void Reset();
}

/// <summary>Follows any series of numbers: a bar's close, a spread, another indicator.</summary>
public interface IValueIndicator : IIndicator
{
    /// <summary>Takes the next number; returns the new <see cref="IIndicator.Value"/>.</summary>
    double Update(double value);
}

/// <summary>Follows bars, because it needs more than their closes.</summary>
public interface IBarIndicator : IIndicator
{
    /// <summary>Takes the next closed bar; returns the new <see cref="IIndicator.Value"/>.</summary>
    double Update(in Bar bar);
}

/// <summary>Follows two series side by side, such as an asset and its benchmark.</summary>
public interface IPairIndicator : IIndicator
{
    /// <summary>Takes the next two numbers, of the same moment; returns the new <see cref="IIndicator.Value"/>.</summary>
    double Update(double first, double second);
}
