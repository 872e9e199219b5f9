/**
 * Asks for a token where the service wants one.
 * Invariant: the token is sent once and kept nowhere; what stays is a cookie that no script can read.
 */
import { Alert, Button, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { logIn } from '../api.ts';

export function Login() {
  const queries = useQueryClient();
  const [token, setToken] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => logIn(token.trim()),
    onSuccess: () => queries.invalidateQueries(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    mutate();
  };
  return (
    <Paper component="form" onSubmit={submit} maw={420} mx="auto" mt={120} p="xl" withBorder>
      <Stack>
        <Title order={1} size="h3">
          VIPER
        </Title>
        <PasswordInput
          label="Token"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
        {error && (
          <Alert color="red" role="alert">
            {error.message}
          </Alert>
        )}
        <Button type="submit" loading={isPending} disabled={token.trim() === ''}>
          Log in
        </Button>
        <Text size="sm" c="dimmed">
          Made by <code>viper token create</code>: read to look, trade to pause, close and change, admin for the kill
          switch and the limits.
        </Text>
      </Stack>
    </Paper>
  );
}
