using System.CommandLine;
using System.CommandLine.Parsing;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host;

/// <summary>Says what is wrong with a command line, and what was most likely meant.</summary>
internal static class Mistakes
{
    private const string Help = "'algotrendy --help' lists what there is.";

    public static IReadOnlyList<string> Describe(ParseResult parsed)
    {
        // A value that is wrong explains more than the words that are left over because of it.
        var values = parsed.Errors.Where(error => error.SymbolResult is not CommandResult).ToArray();
        if (values.Length == 0 && parsed.UnmatchedTokens.Count > 0) return [Unknown(parsed, parsed.UnmatchedTokens[0])];
        return [.. (values.Length > 0 ? values : parsed.Errors).Select(error => error.Message).Distinct()];
    }

    private static string Unknown(ParseResult parsed, string token)
    {
        var command = parsed.CommandResult.Command;
        var root = parsed.RootCommandResult.Command;
        var path = command == root ? root.Name : $"{root.Name} {command.Name}";
        if (token.StartsWith('-'))
        {
            var name = token.Split('=', ':')[0];
            var options = command.Options.Concat(root.Options.Where(option => option.Recursive)).Select(option => option.Name);
            return $"'{path}' has no option {name}.{NearestName.Hint(name, options)} '{path} --help' lists them.";
        }

        return command.Subcommands.Count > 0
            ? $"There is no command '{token}'.{NearestName.Hint(token, command.Subcommands.Select(each => each.Name))} {Help}"
            : $"'{path}' does not know what to do with '{token}'. '{path} --help' says what it takes.";
    }
}
