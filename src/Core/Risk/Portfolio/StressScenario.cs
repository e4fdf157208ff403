using System.Diagnostics.CodeAnalysis;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>How far prices move at once: those of a symbol where it is named, else those of its class. What is named nowhere stays.</summary>
/// <param name="Summary">In a sentence, for people.</param>
public sealed record StressScenario(string Name, string Summary)
{
    [AllowNull] // whoever says nothing of classes may say so
    public IReadOnlyDictionary<AssetClass, Percent> Classes { get; init => field = value ?? new Dictionary<AssetClass, Percent>(); } = new Dictionary<AssetClass, Percent>();

    [AllowNull]
    public IReadOnlyDictionary<Symbol, Percent> Symbols { get; init => field = value ?? new Dictionary<Symbol, Percent>(); } = new Dictionary<Symbol, Percent>();

    /// <summary>What currencies gain or lose against the account's, on top of what is counted in them.</summary>
    [AllowNull]
    public IReadOnlyDictionary<Currency, Percent> Currencies { get; init => field = value ?? new Dictionary<Currency, Percent>(); } = new Dictionary<Currency, Percent>();

    /// <summary>Why these are no shocks, in a sentence; null: they are.</summary>
    public string? Fault() => Classes.Values.Concat(Currencies.Values).Concat(Symbols.Values).Any(shock => shock.Value is < -100m or > 1_000m)
        ? $"Scenario {Name} has a shock below -100 % or above 1000 %."
        : null;

    /// <summary>The price's relative move, as a fraction.</summary>
    internal decimal ShockOf(Instrument instrument)
    {
        if (Symbols.TryGetValue(instrument.Symbol, out var own)) return own.Fraction;
        if (Classes.TryGetValue(instrument.AssetClass, out var general)) return general.Fraction;

        // A pair of currencies moves as they do against each other.
        return instrument is { AssetClass: AssetClass.Forex, BaseCurrency: { } coin } && ShockOf(instrument.Currency) is > -1m and var quote ? (1m + ShockOf(coin)) / (1m + quote) - 1m : 0m;
    }

    internal decimal ShockOf(Currency currency) => Currencies.TryGetValue(currency, out var shock) ? shock.Fraction : 0m;
}
