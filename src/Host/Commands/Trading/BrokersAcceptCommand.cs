using System.CommandLine;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Takes the venue's word for differences that somebody has looked at.</summary>
internal sealed class BrokersAcceptCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account's" };
    private readonly Argument<string[]> _differences = new("DIFFERENCE") { Description = "Which, as 'algotrendy brokers reconcile' names them", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _note = new("--note") { Description = "Why, kept in the books", HelpName = "TEXT" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("accept", "Take the venue's word for the named differences") { _id, _differences, _note, _json };
        command.SetAction(Accept);
        return command;
    }

    private async Task<int> Accept(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var reply = await session.Get<ITrading>().AcceptDifferences(new(parsed.GetRequiredValue(_id), parsed.GetRequiredValue(_differences), parsed.GetValue(_note)), ct);
        return BrokerText.Tell(reply, parsed.GetValue(_json));
    }
}
