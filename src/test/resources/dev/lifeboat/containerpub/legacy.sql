-- ContainerPub's tables as its own backend makes them: times that may be NULL, indexes that repeat unique constraints,
-- one function and four triggers for updated_at.
create table users (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(), email varchar(255) unique not null,
  password_hash varchar(255) not null, is_email_verified boolean not null default false,
  onboarding_complete boolean not null default false,
  created_at timestamp default current_timestamp, updated_at timestamp default current_timestamp);
create index idx_users_uuid on users (uuid);
create index idx_users_email on users (email);

create table user_information (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(),
  user_id uuid not null unique references users (uuid) on delete cascade,
  first_name varchar(100) not null, last_name varchar(100) not null, phone_number varchar(20), country varchar(100), city varchar(100),
  address text, zip_code varchar(20), avatar text,
  role varchar(50) not null check (role in ('developer', 'team', 'sub_team_developer')),
  created_at timestamptz default current_timestamp, updated_at timestamptz default current_timestamp);
create index idx_user_information_user_id on user_information (user_id);
create index idx_user_information_role on user_information (role);

create table organizations (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(), name varchar(255) unique not null,
  owner_id uuid not null references users (uuid) on delete cascade,
  created_at timestamptz default current_timestamp, updated_at timestamptz default current_timestamp);
create index idx_organizations_owner_id on organizations (owner_id);
create index idx_organizations_name on organizations (name);

create table organization_members (
  id serial primary key, organization_id uuid not null references organizations (uuid) on delete cascade,
  user_id uuid not null references users (uuid) on delete cascade, joined_at timestamptz default current_timestamp,
  unique (user_id));
create index idx_organization_members_organization_id on organization_members (organization_id);
create index idx_organization_members_user_id on organization_members (user_id);

create table functions (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(),
  user_id integer not null references users (id) on delete cascade, name varchar(255) not null,
  status varchar(50) default 'active', active_deployment_id integer, skip_signing boolean default false, analysis_result jsonb,
  created_at timestamp default current_timestamp, updated_at timestamp default current_timestamp,
  unique (user_id, name));
create index idx_functions_uuid on functions (uuid);
create index idx_functions_user_id on functions (user_id);
create index idx_functions_active_deployment on functions (active_deployment_id);

create table function_deployments (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(),
  function_id integer not null references functions (id) on delete cascade, version integer not null,
  image_tag varchar(255) not null, s3_key varchar(500) not null, status varchar(50) default 'building',
  is_active boolean default false, build_logs text, deployed_at timestamp default current_timestamp,
  unique (function_id, version));
create index idx_deployments_uuid on function_deployments (uuid);
create index idx_deployments_function_id on function_deployments (function_id);
create index idx_deployments_active on function_deployments (function_id, is_active);
create index idx_deployments_version on function_deployments (function_id, version desc);

create table function_deploy_logs (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(),
  function_uuid uuid not null references functions (uuid) on delete cascade, level varchar(20) not null, message text not null,
  timestamp timestamp default current_timestamp);
create index idx_deploy_logs_function_uuid on function_deploy_logs (function_uuid);
create index idx_deploy_logs_timestamp on function_deploy_logs (timestamp desc);

create table function_invocations (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(),
  function_id integer not null references functions (id) on delete cascade, status varchar(50) not null, duration_ms integer,
  error text, logs jsonb, request_info jsonb, result text, success boolean, timestamp timestamp default current_timestamp);
create index idx_invocations_function_id on function_invocations (function_id);
create index idx_invocations_timestamp on function_invocations (timestamp desc);

create table api_keys (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(),
  function_uuid uuid not null references functions (uuid) on delete cascade, public_key text not null, private_key_hash varchar(255),
  validity varchar(20) not null check (validity in ('1h', '1d', '1w', '1m', 'forever')), expires_at timestamptz,
  is_active boolean default true, name varchar(255), created_at timestamptz default current_timestamp, revoked_at timestamptz);
create index idx_api_keys_uuid on api_keys (uuid);
create index idx_api_keys_function_uuid on api_keys (function_uuid);
create index idx_api_keys_is_active on api_keys (is_active);
create index idx_api_keys_expires_at on api_keys (expires_at);

create table logs (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(), level varchar(20) not null, message jsonb not null,
  action text not null, created_at timestamp default current_timestamp);
create index idx_logs_uuid on logs (uuid);
create index idx_logs_action on logs (action);
create index idx_logs_level on logs (level);
create index idx_logs_created_at on logs (created_at desc);

create table email_verification_otps (
  id serial primary key, user_uuid uuid unique not null references users (uuid) on delete cascade,
  otp_hash varchar(255) unique not null, salt varchar(500) not null, created_at timestamptz default current_timestamp);
create index idx_otps_user_uuid on email_verification_otps (user_uuid);
create index idx_otps_created_at on email_verification_otps (created_at);

create table function_data (
  id serial primary key, uuid uuid unique not null default gen_random_uuid(), function_id integer not null,
  key varchar(255) not null, value jsonb, created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp, unique (function_id, key));
create index idx_function_data_uuid on function_data (uuid);
create index idx_function_data_function_id on function_data (function_id);
create index idx_function_data_key on function_data (key);

create function update_updated_at_column() returns trigger as $$
begin
  new.updated_at = current_timestamp;
  return new;
end;
$$ language plpgsql;
create trigger update_users_updated_at before update on users for each row execute function update_updated_at_column();
create trigger update_functions_updated_at before update on functions for each row execute function update_updated_at_column();
create trigger update_user_information_updated_at before update on user_information for each row execute function update_updated_at_column();
create trigger update_organizations_updated_at before update on organizations for each row execute function update_updated_at_column();

insert into users (email, password_hash) values ('ada@example.org', 'x');
insert into functions (user_id, name, status, created_at) values (1, 'hello', null, null);
