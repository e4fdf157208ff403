using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Finds the ways from any currency to the account's: pairs that the account has come before rates given beforehand, one step before two.</summary>
internal sealed class ExchangeRates
{
    private readonly Currency _own;
    private readonly List<(Currency From, Currency To, RateStep Step)> _steps = [];

    public ExchangeRates(Currency own, IReadOnlyList<Instrument> instruments, IReadOnlyList<ExchangeRate> given)
    {
        _own = own;
        for (var place = 0; place < instruments.Count; place++) Add(instruments[place], place);
        foreach (var rate in given)
        {
            if (rate.Rate <= 0m) throw new ArgumentException($"A rate is above 0; that of {rate.From} in {rate.To} is {rate.Rate}.", nameof(given));
            _steps.Add((rate.From, rate.To, new(-1, false, rate.Rate)));
            _steps.Add((rate.To, rate.From, new(-1, false, 1m / rate.Rate)));
        }
    }

    /// <summary>The price of a pair is a rate from now on.</summary>
    public void Add(Instrument instrument, int place)
    {
        // A future's price is that of another day, and a perpetual's one of its own, so neither is a rate.
        if (instrument is not { IsMargined: false, Multiplier: 1m, BaseCurrency: { } coin, Currency: var quote }) return;
        _steps.Add((coin, quote, new(place, false, 0m)));
        _steps.Add((quote, coin, new(place, true, 0m)));
    }

    /// <summary>The best first; none where nothing gives a rate.</summary>
    public RatePath[] PathsFrom(Currency currency)
    {
        if (currency == _own) return [new(RateStep.None, RateStep.None)];

        var paths = new List<RatePath>();
        foreach (var (from, to, step) in _steps)
            if (from == currency && to == _own) paths.Add(new(step, RateStep.None));
        foreach (var (from, between, first) in _steps)
            foreach (var (start, to, second) in _steps)
                if (from == currency && start == between && between != _own && between != currency && to == _own) paths.Add(new(first, second));
        return [.. paths];
    }
}
