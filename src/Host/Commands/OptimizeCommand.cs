using System.CommandLine;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Searches the best parameters of a strategy on history, and says what the best is worth after so many trials.</summary>
internal sealed class OptimizeCommand(Surroundings surroundings)
{
    private const string WholeRange = "*";
    private const int UsualTop = 10;

    private readonly BacktestOptions _options = new();
    private readonly Option<string[]> _ranges = new("--range", "-r") { Description = "What to try of a parameter: FROM..TO:STEP, A,B,C, or the name alone for all that it may be; may be repeated", HelpName = "NAME=RANGE" };
    private readonly Option<SearchMethod?> _search = Given.OneOf<SearchMethod>("--search", "Every combination (grid, the default), or some drawn by chance (random)");
    private readonly Option<int?> _trials = Given.OptionalCount("--trials", "How many combinations a random search draws (default: 100)");
    private readonly Option<int> _seed = Given.Count("--seed", "Seed of a random search", otherwise: 1);
    private readonly Option<string> _objective = new("--objective", "-o") { Description = "The figure by which trials are ranked: sharpe, totalReturn, cagr, calmar, sortino, profitFactor, maxDrawdown, finalEquity, ...", HelpName = "FIGURE", DefaultValueFactory = _ => "sharpe" };
    private readonly Option<int> _minTrades = Given.Count("--min-trades", "A trial that closed fewer trades ranks after those that did", otherwise: 1);
    private readonly Option<int?> _parallel = Given.OptionalCount("--parallel", "How many trials run at a time (default: one a processor); the outcome is the same");
    private readonly Option<int> _top = Given.Count("--top", "How many trials the table shows", UsualTop);
    private readonly ResultFiles _files = new();

    public Command Create()
    {
        var command = new Command("optimize", "Search the best parameters: algotrendy optimize ema-cross --symbol BTCUSDT.SIM --interval 1h --range fast=5..50:5 --range slow=60..200:20");
        _options.AddTo(command);
        foreach (var option in new Option[] { _ranges, _search, _trials, _seed, _objective, _minTrades, _parallel, _top }) command.Options.Add(option);
        _files.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var request = Read(parsed);
        _files.Check(parsed);

        await using var session = await surroundings.Open(parsed, ct);
        var backtesting = session.Get<IBacktesting>();
        var started = await backtesting.StartOptimization(request, ct);
        var id = await JobFollower.Finish(
            started, async (job, token) => (await backtesting.GetOptimization(job, token)).Job, job => backtesting.CancelOptimization(job, CancellationToken.None), ct);
        if (id is null) return ExitCode.Failure;

        var result = (await backtesting.GetOptimizationResult(id, ct)).Result!;
        await _files.Write(
            parsed, result, () => SearchTable.Write(result, request.Backtest.Strategy, parsed.GetValue(_top)), async () => (await backtesting.GetOptimizationReport(id, ct)).Html!, ct);
        return ExitCode.Success;
    }

    private OptimizationRequest Read(ParseResult parsed) => new(
        _options.Read(parsed),
        Given.Named("--range", parsed.GetValue(_ranges) ?? [], alone: WholeRange),
        parsed.GetValue(_search) ?? SearchMethod.Grid,
        parsed.GetValue(_trials),
        parsed.GetValue(_seed),
        parsed.GetValue(_objective)!,
        parsed.GetValue(_minTrades),
        parsed.GetValue(_parallel));
}
