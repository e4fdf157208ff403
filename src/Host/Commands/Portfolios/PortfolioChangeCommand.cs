using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Changes a portfolio; what is not named stays as it is.</summary>
internal sealed class PortfolioChangeCommand(Surroundings surroundings)
{
    private readonly Argument<string> _portfolio = PortfolioCommand.Portfolio();
    private readonly Option<string?> _name = new("--name") { Description = "For people", HelpName = "TEXT" };
    private readonly Option<string[]> _accounts = new("--account") { Description = "Instead of all that are in it; ID:STRATEGY for one part of an account; may be repeated", HelpName = "ID" };
    private readonly Option<string?> _strategy = new("--strategy") { Description = "What it is run by, for people", HelpName = "TEXT" };
    private readonly Option<int?> _version = Given.OptionalCount("--version", "Only if it is at this version still");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("change", "Change a portfolio; what is not named stays as it is") { _portfolio, _name, _accounts, _strategy, _version, _json };
        command.SetAction(Change);
        return command;
    }

    private async Task<int> Change(ParseResult parsed, CancellationToken ct)
    {
        var accounts = parsed.GetValue(_accounts) is { Length: > 0 } given ? PortfolioText.MembersOf(given) : null;
        var change = new PortfolioChange(parsed.GetRequiredValue(_portfolio), parsed.GetValue(_name), accounts, parsed.GetValue(_strategy), parsed.GetValue(_version));
        if (change is { Name: null, Accounts: null, Strategy: null }) throw new UsageException("Say what to change: --name, --account or --strategy.");

        await using var session = await surroundings.Open(parsed, ct);
        var reply = await (await HeardBooks.Of(session, ct)).ChangePortfolio(change, ct);
        // So that its limits hold from the next order on.
        if (reply.Portfolio is { } changed) await session.Get<IRisk>().RecountPortfolio(new(changed.PortfolioId), ct);
        return PortfolioText.Tell(reply, parsed.GetValue(_json));
    }
}
