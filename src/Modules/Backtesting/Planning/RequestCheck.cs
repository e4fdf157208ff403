using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Backtesting.Planning;

/// <summary>Looks at a request before anything is run: every name in it must be known and every number possible.</summary>
internal sealed class RequestCheck(StrategyShelf shelf, IMarketData marketData, IRisk risk)
{
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

        if (instruments.Count > 0 && strategy.FaultOf(instruments.DistinctBy(one => one.Symbol).Count()) is { } number) return (null, new("wrong-number-of-symbols", number));
        if (Unaccountable(request, instruments) is { } mixed) return (null, mixed);
        var (benchmark, unknown) = await BenchmarkOf(request, ct);
        if (unknown is not null) return (null, unknown);
        var (limits, noLimits) = await LimitsOf(request, ct);
        return noLimits is null ? (new(request, strategy, arguments, instruments, benchmark, limits), null) : (null, noLimits);
    }

    private async Task<(RiskLimits? Limits, PlanRefusal? Refusal)> LimitsOf(BacktestRequest request, CancellationToken ct)
    {
        if (request.Limits is not { } name) return (null, null);
        long? version = long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (version is null && name != BacktestRequest.NewestLimits)
            return (null, new("bad-limits", $"'{name}' is no version of the limits: it is {BacktestRequest.NewestLimits}, or a number.", [BacktestRequest.NewestLimits]));

        var reply = await risk.GetLimits(new(version), ct);
        // They were in force whenever the run is said to have happened.
        return reply.Limits is { } limits
            ? (new(limits.Version, Instant64.MinValue, limits.Items), null)
            : (null, new("bad-limits", reply.Refusal?.Message ?? $"There is no version {name} of the limits.", [BacktestRequest.NewestLimits]));
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
        return NumbersCheck.FaultOf(request);
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

    /// <summary>Whether an account can hold all of them: each currency must have a rate.</summary>
    private static PlanRefusal? Unaccountable(BacktestRequest request, List<Instrument> instruments)
    {
        if (instruments.Count == 0) return null;

        try
        {
            _ = new Account(RunSettingsOf.AccountOf(request, instruments[0]), instruments, Instant64.MinValue);
            return null;
        }
        catch (ArgumentException refusal)
        {
            return new("mixed-currencies", $"{refusal.Message} Add a pair that does (--symbol EURUSD), or count the account in another currency (--account-currency).");
        }
    }
}
