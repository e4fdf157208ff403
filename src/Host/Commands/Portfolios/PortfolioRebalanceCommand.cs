using System.CommandLine;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;
using Session = AlgoTrendy.Platform.Session;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Shows what to trade so that holdings get to their targets; with --execute, sends the orders for it.</summary>
internal sealed class PortfolioRebalanceCommand(Surroundings surroundings)
{
    private readonly Argument<string> _portfolio = PortfolioCommand.Portfolio();
    private readonly Option<string[]> _targets = new("--target") { Description = "What an instrument is to be of the equity: BTCUSDT.SIM=0.25 is a quarter; negative is short; may be repeated", HelpName = "SYMBOL=WEIGHT" };
    private readonly Option<bool> _only = new("--only") { Description = "What is held and not named is sold" };
    private readonly Option<string?> _account = TradingOptions.Account("Where to trade (default: the portfolio's only account)");
    private readonly Option<bool> _execute = new("--execute") { Description = "Send the orders (default: nothing is sent)" };
    private readonly Option<string?> _key = TradingOptions.Key();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("rebalance", "Show what to trade so that holdings get to their targets; with --execute, send the orders for it") { _portfolio, _targets, _only, _account, _execute, _key, _json };
        command.SetAction(Rebalance);
        return command;
    }

    private async Task<int> Rebalance(ParseResult parsed, CancellationToken ct)
    {
        var weights = WeightsOf(parsed.GetValue(_targets) ?? []);
        await using var session = await surroundings.Open(parsed, ct);
        var targets = new List<TargetWeight>(weights.Count);
        foreach (var (name, weight) in weights) targets.Add(new(await SeriesText.SymbolOf(session, name, ct), weight));

        var request = new RebalanceRequest(parsed.GetRequiredValue(_portfolio), targets, parsed.GetValue(_account), parsed.GetValue(_only), parsed.GetValue(_execute), parsed.GetValue(_key));
        var reply = await (await HeardBooks.Of(session, ct)).Rebalance(request, ct);
        if (parsed.GetValue(_json)) Screen.Document(reply);
        if (reply.Refusal is { } refusal) return Refused.Tell(refusal);

        if (!parsed.GetValue(_json)) Show(reply, request.Execute);
        return EndOf(reply, session);
    }

    /// <exception cref="UsageException">A weight is none, or a name is there twice.</exception>
    internal static IReadOnlyDictionary<string, decimal> WeightsOf(string[] given) => Given.Named("--target", given).ToDictionary(one => one.Key, one =>
    {
        try
        {
            return ExactDecimal.Parse(one.Value);
        }
        catch (FormatException)
        {
            throw new UsageException($"--target {one.Key}={one.Value}: a weight is a fraction of equity, such as 0.25 for a quarter.");
        }
    });

    private static void Show(RebalanceReply reply, bool isExecuted)
    {
        var sheet = new Sheet(Column.Text("Symbol"), Column.Number("Weight"), Column.Number("Held"), Column.Number("Target"), Column.Number("Price"), Column.Text("Order"), Column.Text());
        foreach (var step in reply.Steps)
        {
            sheet.Add(
                step.Symbol.ToString(), Figures.Exact(step.Weight), Figures.Exact(step.Held), Figures.Exact(step.Target), step.Price is { } price ? Figures.Exact(price) : "not known",
                step is { Side: { } side, Quantity: { } quantity } ? $"{Given.Hyphenated(side)} {Figures.Exact(quantity.Value)}" : "",
                step.Reason ?? (step.Refusal is not null ? "refused" : step.Order is { } order ? $"{order.OrderId} {Given.Hyphenated(order.Status)}" : ""));
        }

        if (sheet.Count > 0) Screen.Show(sheet);
        Screen.Say($"Equity is {Figures.Number(reply.Equity ?? 0m)} {reply.Currency?.Code}. {(!isExecuted ? "Nothing was sent; --execute sends it." : reply.Executed ? "The orders were sent." : "No order was sent.")}");
    }

    // One that is refused leaves the others as they are.
    private static int EndOf(RebalanceReply reply, Session session)
    {
        TradingRefusal[] refusals = [.. reply.Steps.Select(step => step.Refusal).OfType<TradingRefusal>()];
        foreach (var refusal in refusals) Refused.Tell(refusal, session);
        return refusals.Length == 0 ? ExitCode.Success : ExitCode.Failure;
    }
}
