using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.Backtesting.Planning;

/// <summary>Looks at a request before anything is run: every name in it must be known and every number possible.</summary>
internal sealed class RequestCheck(StrategyShelf shelf, IMarketData marketData)
{
    private const decimal MostBasisPoints = 10_000m;

    public async Task<(RunPlan? Plan, PlanRefusal? Refusal)> Check(BacktestRequest request, CancellationToken ct)
    {
        var (plan, refusal) = await Read(request, ct);
        return plan is not null && CombinationFault(plan.Arguments) is { } unfit ? (null, new("bad-parameter", unfit)) : (plan, refusal);
    }

    /// <summary>Everything but whether the strategy takes its parameters together: a search puts others in their place.</summary>
    public async Task<(RunPlan? Plan, PlanRefusal? Refusal)> Read(BacktestRequest request, CancellationToken ct)
    {
        if (shelf.Find(request.Strategy) is not { } strategy)
            return (null, new("unknown-strategy", $"There is no strategy '{request.Strategy}'.{NearestName.Hint(request.Strategy, shelf.Names)} 'algotrendy strategies' lists them.", NearestNames(request.Strategy)));
        if (FaultOf(request) is { } fault) return (null, fault);

        var (arguments, problem) = strategy.Read(request.Parameters ?? new Dictionary<string, string>());
        if (arguments is null) return (null, new("bad-parameter", problem!, [.. strategy.Parameters.Select(parameter => parameter.Name)]));

        var instruments = new List<Instrument>();
        // A symbol that comes with data files says whose they are, and may be one that nobody knew before.
        foreach (var name in request.Paths is { Count: > 0 } ? [] : request.Symbols ?? [])
        {
            var answer = await marketData.ResolveInstrument(new(name, request.From), ct);
            if (answer.Instrument is not { } found) return (null, new("unknown-symbol", answer.Reason ?? $"No instrument is called '{name}'.", answer.Choices));
            instruments.Add(found);
        }

        if (OneCurrency(instruments) is { } mixed) return (null, mixed);
        var (benchmark, unknown) = await BenchmarkOf(request, ct);
        return unknown is null ? (new(request, strategy, arguments, instruments, benchmark), null) : (null, unknown);
    }

    private async Task<(Instrument? Benchmark, PlanRefusal? Refusal)> BenchmarkOf(BacktestRequest request, CancellationToken ct)
    {
        if (request.Benchmark is null or BacktestRequest.NoBenchmark) return (null, null);

        var answer = await marketData.ResolveInstrument(new(request.Benchmark, request.From), ct);
        // Data files may bring a symbol that nobody knew before; then it is looked for once they are read.
        return answer.Instrument is null && request.Paths is not { Count: > 0 }
            ? (null, new("unknown-symbol", answer.Reason ?? $"No instrument is called '{request.Benchmark}'.", answer.Choices))
            : (answer.Instrument, null);
    }

    private IReadOnlyList<string> NearestNames(string typed) => NearestName.Of(typed, shelf.Names) is { Count: > 0 } near ? near : shelf.Names;

    private static PlanRefusal? FaultOf(BacktestRequest request)
    {
        var (symbols, paths) = (request.Symbols?.Count ?? 0, request.Paths?.Count ?? 0);
        if (symbols == 0 && paths == 0) return new("no-data", "Say what to run on: a symbol (--symbol BTCUSDT.SIM) or data files (--data PATH).");
        if (symbols > 1 && paths > 0) return new("no-data", "With data files there can be one symbol, saying whose they are.");
        if (request.Cash <= 0m || request.Cash > 1e15m) return new("bad-cash", $"The starting cash is {request.Cash}; it must be above 0 and at most 10^15.");
        if (request.FeeBasisPoints is < 0m or > MostBasisPoints) return new("bad-fee", $"The fee is {request.FeeBasisPoints} basis points; it can be 0 to {MostBasisPoints}.");
        if (request.SlippageBasisPoints is < 0m or > MostBasisPoints) return new("bad-slippage", $"The slippage is {request.SlippageBasisPoints} basis points; it can be 0 to {MostBasisPoints}.");
        if (request.VolumePercent is <= 0m or > 100m) return new("bad-volume", $"Orders may trade {request.VolumePercent} % of a bar's volume; it can be above 0 to 100.");
        if (request.RiskFreePercent is <= -100m or > 100m) return new("bad-risk-free", $"The risk-free rate is {request.RiskFreePercent} % a year; it can be above -100 to 100.");
        return request.From >= request.To ? new("bad-range", $"The range ends at {request.To}, before it begins at {request.From}.") : null;
    }

    /// <summary>Why the strategy refuses these parameters together; null when it does not.</summary>
    public static string? CombinationFault(Core.Strategies.StrategyArguments arguments)
    {
        try
        {
            arguments.Create();
            return null;
        }
        catch (ArgumentException refusal)
        {
            return refusal.Message;
        }
    }

    private static PlanRefusal? OneCurrency(IReadOnlyList<Instrument> instruments)
    {
        var currencies = instruments.Select(one => one.Currency).Distinct().ToArray();
        return currencies.Length <= 1
            ? null
            : new("mixed-currencies", $"An account has one currency; these are counted in {string.Join(" and ", currencies)}: {string.Join(", ", instruments.Select(one => $"{one.Symbol} ({one.Currency})"))}.");
    }
}
