using System.Collections.Concurrent;
using System.Data;
using System.Reflection;
using Dapper;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Gives the properties of an object to a statement as its parameters, each in the form that columns have.</summary>
internal sealed class Parameters(object values, Dialect dialect) : SqlMapper.IDynamicParameters
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static Parameters? Of(object? values, Dialect dialect) => values is null ? null : new(values, dialect);

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        foreach (var property in Properties.GetOrAdd(values.GetType(), type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = property.Name;
            parameter.Value = Columns.ToColumn(property.GetValue(values), dialect);
            command.Parameters.Add(parameter);
        }
    }
}
